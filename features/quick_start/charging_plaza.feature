Feature: Quick start of a charging plaza
  Manual, 1.1, 1.4 and 1.5: several charge points on one switch share what a master has to give, a fixed amount or what the
  building leaves. A place is written as station/socket; station 1 is the master.

  Rule: A fixed amount for all

    @QST-013
    Scenario: Two vehicles that want 32 A each share 20 A
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      When vehicles come to the plaza at 1/1, 2/1
      Then for 5 min the plaza offers no more than 20 A together, and 16 A soon

    @QST-014
    Scenario: What is set at the master holds for the slaves, on which nothing is set
      Given a charging plaza of a master and 2 slaves with 40 A on each phase
      And vehicles are charging in the plaza at 2/1, 3/1
      Then the offers to 2/1 and 3/1 add up to 36 A to 40 A
      When the limit of the plaza is set to 20 A at the master
      Then the offers to 2/1 and 3/1 add up to 16 A to 20 A

    @QST-015
    Scenario: A vehicle alone has all, two share, and the one that stays has all again
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      And vehicles are charging in the plaza at 1/1
      And the plaza offers 20 A at 1/1
      When vehicles come to the plaza at 2/1
      Then the offers to 1/1 and 2/1 add up to 16 A to 20 A
      And each of 1/1 and 2/1 is offered 7 A to 13 A
      When the vehicle leaves the plaza at 1/1
      Then the plaza offers 20 A at 2/1

    @QST-016
    Scenario: Without a meter the building does not count
      Given a charging plaza of a master and 0 slaves with 20 A on each phase
      And vehicles are charging in the plaza at 1/1
      When the building beside the plaza draws 90 A on each phase
      Then for 5 min the plaza changes no offer

  Rule: What the building leaves

    @QST-016 @QST-018 @QST-019
    Scenario Outline: With a meter, of 100 A behind a building of <building> A the plaza has <left> A
      Given a charging plaza of a master and 0 slaves with 100 A on each phase
      And the master of the plaza reads a meter in the branch of the building, behind 100 A
      And the building beside the plaza draws 50 A on each phase
      And vehicles are charging in the plaza at 1/1
      And the plaza offers 32 A at 1/1
      When the building beside the plaza draws <building> A on each phase
      Then the plaza offers <left> A at 1/1

      Examples:
        | building | left |
        | 80       | 20   |
        | 90       | 10   |
        | 100      | 0    |

    @QST-017
    Scenario: With half the connection the plaza has 50 A less
      Given a charging plaza of a master and 1 slaves with 100 A on each phase
      And the master of the plaza reads a meter in the branch of the building, behind 100 A
      And the building beside the plaza draws 36 A on each phase
      And vehicles are charging in the plaza at 1/1, 2/1
      And the plaza offers 32 A at 1/1, 32 A at 2/1
      When the main limit of the plaza is set to 50 A at the master
      Then the plaza offers 7 A at 1/1, 7 A at 2/1

  Rule: One switch, a cable and a supply for each

    @QST-005 @QST-007
    Scenario: A cable that breaks takes one charge point out of the group, and no other
      Given a charging plaza of a master and 2 slaves with 100 A on each phase
      And vehicles are charging in the plaza at 2/1, 3/1
      When the link of station 2 of the plaza breaks
      Then the master of the plaza shows 1 connected slaves
      And the plaza offers 7 A at 2/1, 32 A at 3/1

    @QST-006
    Scenario: In a daisy chain a supply that goes takes the charge point behind it out as well
      Given a charging plaza of a master and 2 slaves with 100 A on each phase
      And vehicles are charging in the plaza at 3/1
      And the plaza offers 32 A at 3/1
      When the supply of station 2 goes, through which the cable of station 3 is led
      Then the master of the plaza shows 0 connected slaves
      And the plaza offers 7 A at 3/1

    @QST-006
    Scenario: In a star it does not
      Given a charging plaza of a master and 2 slaves with 100 A on each phase
      And vehicles are charging in the plaza at 3/1
      And the plaza offers 32 A at 3/1
      When the protective device of station 2 of the plaza opens
      And 3 min go by
      Then the master of the plaza shows 1 connected slaves
      And the plaza offers 32 A at 3/1

    @QST-008
    Scenario: A protective device that opens darkens one charge point, and the others charge on
      Given a charging plaza of a master and 2 slaves with 100 A on each phase
      And vehicles are charging in the plaza at 1/1, 3/1
      When the protective device of station 2 of the plaza opens
      Then the ring of station 2 of the plaza is dark, and current flows at 1/1, 3/1

    @QST-096
    Scenario: A slave without its link offers the Disconnected Limit, and with it what the master gives
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      And vehicles are charging in the plaza at 2/1
      And the plaza offers 20 A at 2/1
      When the link of station 2 of the plaza breaks
      Then the plaza offers 7 A at 2/1
      When the link of station 2 of the plaza is back
      Then the plaza offers 20 A at 2/1

  Rule: One feed for both sockets of a station

    @QST-009
    Scenario: A feed of 32 A carries both sockets
      Given the two sockets share a feed of 32 A
      And whoever plugs in may charge
      And a vehicle is plugged in at socket 1
      When a vehicle is plugged in at socket 2
      Then no phase of the feed carries more than 32 A for 5 min

    @QST-010
    Scenario Outline: Behind a breaker of <breaker> A both sockets together are offered <breaker> A at most
      Given "Charging Station Hardware Current Limit [A]" among the factory settings is "63"
      And "Charging Station Hardware Current Limit [A] (Controller 2)" among the factory settings is "63"
      And the two sockets share a feed of <breaker> A
      And whoever plugs in may charge
      And a vehicle is plugged in at socket 1
      When a vehicle is plugged in at socket 2
      Then for 5 min the plaza offers no more than <breaker> A together, and <soon> A soon

      Examples:
        | breaker | soon |
        | 16      | 12   |
        | 63      | 59   |

  Rule: Setting up master and slaves

    @QST-068
    Scenario Outline: Before a login <name> of the master cannot be edited
      Given a charging plaza of a master and 0 slaves with 20 A on each phase
      Then before a login nobody can set "<name>" of station 1 to "<value>", then the operator

      Examples:
        | name                          | value         |
        | Mode for network configuration | DHCP server  |
        | IP address of meter           | 172.16.23.20  |
        | DLM Network Id                | 3             |

    @QST-107
    Scenario: Each slave has a login of its own
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      Then before a login nobody can set "DLM Network Id" of station 2 to "3", then the operator

    @QST-107
    Scenario: What is set at the master is not set at a slave
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      When the operator of station 1 saves "Disconnected Limit [A]" as "9"
      Then page "Load Management" of station 2 shows "Disconnected Limit [A]" as "7"

    Scenario Outline: What is saved on the page <page> of station <station> is there when it is opened again
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      When the operator of station <station> saves "<name>" as "<value>"
      Then page "<page>" of station <station> shows "<name>" as "<value>"

      @QST-074
      Examples:
        | station | page    | name                           | value       |
        | 1       | Network | Mode for network configuration | DHCP server |

      @QST-078
      Examples:
        | station | page         | name                | value        |
        | 1       | Installation | IP address of meter | 172.16.23.20 |

      @QST-111
      Examples:
        | station | page         | name                | value        |
        | 2       | Installation | IP address of meter | 172.16.23.20 |

    @QST-120
    Scenario: A slave differs from the factory in its role only
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      And 1 further station
      Then on page "Load Management" stations 2 and 3 differ in "Dynamic Load Management - DLM Master/Slave" only
