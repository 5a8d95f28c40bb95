Feature: An island of load management: who belongs to it, and how it is linked
  Manual, 1.4, 1.5 and 7.4: a master and its slaves on one local network share what the sub-distribution may carry.

  @DLM-024
  Scenario: The master's dashboard shows which slaves are connected
    Given a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
      | 4       | slave              |
    Then the dashboard of station 1 lists 3 connected slaves and 0 missing
    When the network cable of station 3 is pulled out
    Then within 60 s the dashboard of station 1 lists 2 connected slaves and 1 missing
    And the dashboard of station 1 lists station 3 as missing
    And the dashboard of station 1 lists station 4 as connected

  @DLM-033
  Scenario: A slave finds its master without an address
    Given a site with 20 A on each phase and these stations
      | station | role               | Operator Current Limit [A] |
      | 1       | stand-alone master |                            |
      | 2       | slave              |                            |
    And cars charge at 2
    Then the dashboard of station 1 lists station 2 as connected
    And the cars are offered
      | 2 | 20 A |

  @DLM-037
  Scenario: The role of a slave is in force after the restart
    Given a site with 20 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | none               |
    When the role of station 2 is set to slave and saved
    Then for 30 s the dashboard of station 1 does not list station 2
    When station 2 is restarted
    Then the dashboard of station 1 lists station 2 as connected

  @DLM-039 @DLM-028
  Scenario: An island works in a network of its own, without a backend
    Given a site with 40 A on each phase and these stations
      | station | role   |
      | 1       | master |
      | 2       | slave  |
      | 3       | slave  |
    And cars charge at 1 and 2
    Then the offers to 1 and 2 add up to 36 A to 40 A
    When a car is plugged in at 3
    Then the offers to 1, 2 and 3 add up to 34 A to 40 A
    And the car at 3 is offered 7 A to 26 A
    And no phase has carried more than 40 A

  @DLM-040
  Scenario: Master and slaves speak over the network
    Given a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
    Then stations 2 and 3 have exchanged datagrams with station 1
    When the network cable of station 2 is pulled out
    Then within 60 s the dashboard of station 1 lists 1 connected slaves and 1 missing

  @DLM-043
  Scenario: A charge point is added to an island that is at work
    Given a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
    And cars charge at 2 and 3
    And the configuration of the stations is noted
    When a further station comes as slave
    Then the dashboard of station 1 lists station 4 as connected
    When a car is plugged in at 4
    Then the offers to 2, 3 and 4 add up to 34 A to 40 A
    And the car at 4 is offered 7 A to 26 A
    And no phase has carried more than 40 A
    And the configuration of the stations is as noted

  @DLM-043
  Scenario: Eight slaves are led as two are
    Given a site with 63 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
      | 4       | slave              |
      | 5       | slave              |
      | 6       | slave              |
      | 7       | slave              |
      | 8       | slave              |
      | 9       | slave              |
    And cars charge at 2, 3, 4, 5, 6, 7, 8 and 9
    Then the dashboard of station 1 lists 8 connected slaves and 0 missing
    And the offers to 2, 3, 4, 5, 6, 7, 8 and 9 add up to 55 A to 63 A
    And no phase has carried more than 63 A

  @DLM-044
  Scenario: Stations of several makers take part alike
    Given a site with 40 A on each phase and these stations
      | station | role               | ChargePointVendor | ChargePointModel |
      | 1       | stand-alone master |                   |                  |
      | 2       | slave              | Powerstation      | TWO              |
      | 3       | slave              | Ampere Works      | AW-22            |
      | 4       | slave              | Laadpaal BV       | LP-1             |
    And cars charge at 2, 3 and 4
    Then the dashboard of station 1 lists 3 connected slaves and 0 missing
    And the offers to 2, 3 and 4 add up to 34 A to 40 A
    And the car at 3 is offered 7 A to 26 A
    And the car at 4 is offered 7 A to 26 A

  @DLM-080
  Scenario: The DLM Network Id tells two islands of one network apart
    Given a site with 20 A on each phase and these stations
      | station | role               | DLM Network Id |
      | 1       | stand-alone master | 0              |
      | 2       | stand-alone master | 1              |
      | 3       | slave              | 0              |
      | 4       | slave              | 0              |
      | 5       | slave              | 1              |
    And cars charge at 3, 4 and 5
    Then the dashboard of station 1 lists 2 connected slaves and 0 missing
    And the dashboard of station 2 lists 1 connected slaves and 0 missing
    And the offers to 3 and 4 add up to 16 A to 20 A
    And the car at 5 is offered 20 A

  @DLM-097
  Scenario: The list of slaves outlasts a restart, and Clear forgets those that are missing
    Given a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | stand-alone master |
      | 2       | slave              |
      | 3       | slave              |
      | 4       | slave              |
    And the network cable of station 4 has been out for 40 s
    When station 1 is restarted
    Then within 60 s the dashboard of station 1 lists 2 connected slaves and 1 missing
    And the dashboard of station 1 lists station 4 as missing
    When Clear persistent DLM slave DB is pressed at station 1
    And station 1 is restarted
    Then within 60 s the dashboard of station 1 lists 2 connected slaves and 0 missing
    And the dashboard of station 1 does not list station 4

  Rule: Disable Discovery Broadcasting

    @DLM-082
    Scenario: Off: the master announces itself, and a new slave connects
      Given a site with 20 A on each phase and these stations
        | station | role               | Disable Discovery Broadcasting |
        | 1       | stand-alone master | Off                            |
      Then station 1 announces itself to everybody within 30 s
      When a further station comes as slave
      Then the dashboard of station 1 lists station 2 as connected

    @DLM-082
    Scenario: On: nobody announces itself, and a new slave falls to its Disconnected Limit
      Given a site with 20 A on each phase and these stations
        | station | role               | Disable Discovery Broadcasting |
        | 1       | stand-alone master | On                             |
      When a further station comes as slave
      Then nobody announces itself for 90 s
      And the dashboard of station 1 does not list station 2
      When a car is plugged in at 2
      Then within 30 s the cars are offered
        | 2 | 7 A |

    @DLM-082
    Scenario: On: a slave that has been given the master's address connects
      Given a site with 20 A on each phase and these stations
        | station | role                | Disable Discovery Broadcasting |
        | 1       | stand-alone master  | On                             |
        | 2       | slave of an address |                                |
      Then the dashboard of station 1 lists station 2 as connected

  Rule: Clear persistent DLM slave DB, a moment after a slave was cut off

    @DLM-062
    Scenario: What the slave may still take is not given away
      Given a site with 32 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 0                      |
        | 3       | slave              | 0                      |
      And cars charge at 2 and 3
      And the network cable of station 2 has been out for 30 s
      When Clear persistent DLM slave DB is pressed at station 1
      Then no phase has carried more than 32 A for 2 min
