Feature: Two stations of which only one hears the other
  Manual, 7.4 and 7.7: no limit is exceeded, and a slave that has lost its connection with the master has its Disconnected
  Limit. A connection takes both directions (D-DLF-07): a master that hears a slave does not know whether that one hears it.

  Rule: A slave is heard and does not hear

    Background:
      Given a site with 32 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 6                      |
        | 3       | slave              | 6                      |
      And cars charge at 2
      And a three-phase car that takes 32 A charges at 3

    @DLF-025
    Scenario Outline: The <words> of the master do not arrive: the slave falls back alone
      When the <words> of station 1 do not arrive at station 2 any more
      Then within 65 s the cars are offered
        | 2 | 6 A |
      And for 2 min the cars at 2 are offered the same
      And the car at 3 is offered 16 A to 26 A
      And no phase has carried more than 32 A

      Examples:
        | words       |
        | datagrams   |
        | assignments |

    @DLM-062 @DLF-026
    Scenario: Its car leaves and another one comes: what the master hears of that gives nothing away
      Given for 2 min the datagrams of station 1 have not arrived at station 2
      When the car at 2 leaves
      And 1 min pass
      And a car is plugged in at 2
      Then no phase has carried more than 32 A for 2 min
      And the cars are offered
        | 2 | 6 A |
      And the car at 3 is offered 16 A to 26 A

    @DLM-062
    Scenario: A car comes to another slave: what the master tells the deaf one frees nothing
      When the assignments of station 1 do not arrive at station 2 any more
      And a car is plugged in at 3/2
      Then no phase has carried more than 32 A for 3 min

    @DLF-021 @DLF-024
    Scenario: It hears again and is led again, when the others have come down
      Given for 3 min the datagrams of station 1 have not arrived at station 2
      When the datagrams of station 1 arrive at station 2 again
      Then within 65 s the offers to 2 and 3 add up to 28 A to 32 A
      And the car at 2 is offered 7 A to 25 A
      And no phase has carried more than 32 A

    @DLM-062
    Scenario: A slave that was cleared comes back, and nothing but beacons reaches it
      Given the car at 3 left, and the network cable of station 3 is out for 2 min
      When Clear persistent DLM slave DB is pressed at station 1
      And the assignments of station 1 do not arrive at station 3 any more
      And the network cable of station 3 is put in again
      And 1 min pass
      And a car is plugged in at 3
      Then no phase has carried more than 32 A for 3 min

    @DLF-020
    Scenario: Nobody hears the master, who hears all
      When the datagrams of station 1 do not arrive at station 2 any more
      And the datagrams of station 1 do not arrive at station 3 any more
      Then within 65 s the cars are offered
        | 2 | 6 A |
        | 3 | 6 A |
      And for 2 min the cars at 2 and 3 are offered the same

  Rule: A slave hears and is not heard

    Background:
      Given a site with 32 A on each phase and these stations
        | station | role               | Disconnected Limit [A] |
        | 1       | stand-alone master |                        |
        | 2       | slave              | 6                      |
        | 3       | slave              | 6                      |
      And cars charge at 2 and 3

    @DLM-062 @DLF-025
    Scenario: What it was told last still holds when the master misses it
      When the datagrams of station 2 do not arrive at station 1 any more
      Then no phase has carried more than 32 A for 3 min
      And the cars are offered
        | 2 | 6 A |
      And the car at 3 is offered 16 A to 26 A

    @DLF-021 @DLF-024
    Scenario: It is heard again and is led again
      Given for 3 min the datagrams of station 2 have not arrived at station 1
      When the datagrams of station 2 arrive at station 1 again
      Then within 65 s the offers to 2 and 3 add up to 28 A to 32 A
      And the car at 2 is offered 7 A to 25 A
      And no phase has carried more than 32 A

    @DLF-020
    Scenario: The master hears nobody, and all hear it
      When the datagrams of station 2 do not arrive at station 1 any more
      And the datagrams of station 3 do not arrive at station 1 any more
      Then within 2 min the cars are offered
        | 2 | 6 A |
        | 3 | 6 A |
      And for 2 min the cars at 2 and 3 are offered the same

  Rule: A vehicle begins to load three phases at a slave that is not heard

    Background:
      Given an island of 32 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L2, L3, L1 | L1, L2, L3 |
        | 2       | L1, L2, L3 | L1, L2, L3 |
      And a single-phase vehicle that reacts after 0.1 s charges at station 1
      And a single-phase vehicle that reacts after 0.1 s charges at station 2

    @PHR-011
    Scenario: The master goes on assigning for a while, and does not know
      When the datagrams of station 2 do not arrive at station 1 any more
      And the vehicle of station 2 goes over to three phases
      Then from 35 s on no phase of the sub-distribution carries more than 32 A
