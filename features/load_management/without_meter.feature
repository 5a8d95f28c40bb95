Feature: Load management without an external meter
  Manual, 1.4, 1.5, 7.4, 7.4.1: roles and settings, a limit that is fixed, and how the current is shared over time.

  Rule: Roles

    @DLM-036
    Scenario: A slave finds its master, and has no limits of the island set
      Given an island of 2 stations on 20/20/20 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 20 A

    @DLM-077
    Scenario: The role is chosen on the Load Management page
      Then "Dynamic Load Management - DLM Master/Slave" on page "Load Management" reads "Disabled"
      And "Dynamic Load Management - DLM Master/Slave" offers "DLM Master (With internal DLM-Slave)"

    @DLM-076
    Scenario: Without a login no role can be set
      When "Dynamic Load Management - DLM Master/Slave" is set to "DLM Master (With internal DLM-Slave)"
      Then the value is refused

    @DLM-076
    Scenario: The operator may set it
      Given the operator is logged in
      When "Dynamic Load Management - DLM Master/Slave" is set to "DLM Master (With internal DLM-Slave)"
      Then the page accepts it

    @DLM-041
    Scenario: Each charge point is set up for itself
      Given an island of 2 stations on 20/20/20 A, with
        | station 2 | Minimum Current Limit [A] | 8 |
      Then the operator of station 1 reads "Dynamic Load Management - DLM Master/Slave" as "DLM Master (With internal DLM-Slave)"
      And the operator of station 1 reads "Minimum Current Limit [A]" as "7"
      And the operator of station 2 reads "Dynamic Load Management - DLM Master/Slave" as "DLM Slave (Master-Auto-Discovery)"
      And the operator of station 2 reads "Minimum Current Limit [A]" as "8"

    @DLM-022
    Scenario: With nothing but the values of the quick start the island works
      Given the Load Management page of station 1 was read
      And an island of 2 stations on 20/20/20 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 20 A
      And of the Load Management page of station 1 nothing has changed but
        | Dynamic Load Management - DLM Master/Slave          |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] |

    @DLM-023
    Scenario: What is not saved is forgotten with the restart
      Given an island of 2 stations on 63/63/63 A
      When the operator types without saving
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20 |
      And the supply is cut for 1 s
      Then the operator of station 1 reads "EVSE Sub-Distribution Limit (L1/L2/L3) [A]" as "63/63/63"
      When a three-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered 32 A

    @DLM-023
    Scenario: What is saved is in force after the restart
      Given an island of 2 stations on 63/63/63 A
      When station 1 is set up with
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20 |
      Then the operator of station 1 reads "EVSE Sub-Distribution Limit (L1/L2/L3) [A]" as "20/20/20"
      When a three-phase car that takes 32 A is plugged in at 1
      Then the car at 1 is offered 20 A

    @DLM-042
    Scenario: No backend, no gateway, no other device is needed
      Given an island of 2 stations on 20/20/20 A
      And nobody else is on the network
      When a three-phase car that takes 32 A is plugged in at 1 and 2
      Then the offers to 1 and 2 add up to 16 A to 20 A
      And no phase of the sub-distribution carries more than 20 A for 3 min

  Rule: Without a master

    @DLM-021
    Scenario: The Disconnected Limit of a master is 7 A from the factory
      Given the operator has configured
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |
      Then "Disconnected Limit [A]" on page "Load Management" reads "7"

    @DLM-035
    Scenario: A slave that loses its master falls back to 7 A
      Given an island of 2 stations on 63/63/63 A
      And a three-phase car that takes 32 A charges at 2
      When the network cable of station 2 is pulled out
      Then the operator of station 2 reads "Disconnected Limit [A]" as "7"
      And the car at 2 is offered 7 A
      And the duty cycle at 2 is 11.7 %

    @DLM-111
    Scenario: A Disconnected Limit of 8 A
      Given an island of 2 stations on 20/20/20 A, with
        | slaves | Disconnected Limit [A] | 8 |
      And a three-phase car that takes 32 A charges at 2
      When the network cable of station 2 is pulled out
      Then the car at 2 is offered 8 A
      And the duty cycle at 2 is 13.3 %

  Rule: The limit of 7.4.1 is fixed

    @DLM-068 @DLM-065
    Scenario: Whatever the building takes, what is distributed is the configured value
      Given an island of 3 stations on 63/63/63 A
      And a three-phase car that takes 32 A charges at 1, 2 and 3
      When the building takes 50/50/50 A
      Then the sub-distribution carries 57/57/57 A to 63/63/63 A after two sample periods
      And no phase of the sub-distribution carries more than 63 A for 3 min

    @DLM-069
    Scenario: No meter is needed, and none is missed
      Given a station that is connected to its backend
      And station 1 leads an island of 20/20/20 A by itself
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When 3 min go by
      Then the car at 1 is offered 20 A
      And the backend has not been told "External meter not communicating" at any time

    @DLM-071
    Scenario: 100 A with a building of 37 A leaves 63 A
      Given an island of 4 stations on 63/63/63 A
      And the building takes 37/37/37 A
      When a three-phase car that takes 32 A is plugged in at 1, 2, 3 and 4
      Then the offers to 1, 2, 3 and 4 add up to 55 A to 63 A
      And no phase of the sub-distribution carries more than 63 A for 3 min
      And no phase of the main carries more than 100 A for 3 min

    @DLM-072
    Scenario: What the building leaves of its reserve stays unused
      Given an island of 3 stations on 63/63/63 A
      And the building takes 5/5/5 A
      And a three-phase car that takes 32 A charges at 1, 2 and 3
      Then the main carries 62/62/62 A to 68/68/68 A after two sample periods

    @DLM-073
    Scenario: More than the reserve of the building is not seen
      Given an island of 3 stations on 63/63/63 A
      And the building takes 50/50/50 A
      And a three-phase car that takes 32 A charges at 1, 2 and 3
      Then the main carries 107/107/107 A to 113/113/113 A after two sample periods

    @DLM-067
    Scenario: Whatever cars come, go, and take, the limit holds
      Given an island of 3 stations on 25/25/25 A
      Then through 40 changes of cars and their demand no phase of the sub-distribution ever carries more than 25 A

    @DLM-067
    Scenario: Whatever the building takes besides, both limits hold
      Given an island of 3 stations on 25/25/25 A
      And its master reads a meter in the branch of the building, and the main limit is 50 A
      Then through 15 changes of cars and building the main carries no more than 50 A at the end of each, and the sub-distribution never more than 25 A

  Rule: Once per sample period

    @DLM-084
    Scenario: What a car leaves is passed on at the samples, and not in between
      Given an island of 2 stations on 40/40/40 A
      And a three-phase car that takes 32 A charges at 1 and 2
      Then as one of the cars at 1 and 2 takes less and less, the other is raised at most once in 30 s, and has 29 A in the end

    @DLM-084
    Scenario: A car that comes is served by the next sample
      Given an island of 2 stations on 32/32/32 A
      And a three-phase car that takes 32 A charges at 1
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 7 A to 25 A within 35 s

  Rule: Waking

    @DLM-086
    Scenario: A car that does not go on by itself after a pause is woken when there is current again
      Given an island of 2 stations on 13/13/13 A
      And a three-phase car that takes 32 A charges at 1
      And a car that has to be woken after 5 min without current waits at 2
      When the car at 1 leaves
      Then the car at 2 takes 13 A within 65 s

    @DLM-086
    Scenario: A car at the second socket is woken after each pause
      Given an island of 2 stations on 13/13/13 A
      And a three-phase car that takes 32 A charges at 1
      And a car that has to be woken after 5 min without current waits at 2/2
      When the car at 1 leaves
      Then the car at 2/2 takes 13 A within 65 s
      When the sub-distribution limits become 6/6/6 A
      And 6 min go by
      And the sub-distribution limits become 13/13/13 A
      Then the car at 2/2 takes 13 A within 65 s

    @DLM-086
    Scenario: With Allow EV Wakeup Off nobody wakes it
      Given an island of 2 stations on 13/13/13 A, with
        | slaves | Allow EV Wakeup | Off |
      And a three-phase car that takes 32 A charges at 1
      And a car that has to be woken after 5 min without current waits at 2
      When the car at 1 leaves
      Then the car at 2 is offered 13 A
      And the pilot at 2 does not change for 10 min
      And the sub-distribution carries 0/0/0 A

  Rule: With the backend

    @DLM-049 @DLM-051 @DLM-047
    Scenario: The backend lowers the share of the island, and gives it back
      Given a station that is connected to its backend
      And station 1 leads an island of 16/16/16 A by itself
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      And the car at 1 was offered 16 A
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s | 10 |
      Then the car at 1 is offered 10 A
      When the backend clears all charging profiles
      Then the car at 1 is offered 16 A

    @DLM-051
    Scenario: The backend cannot raise the share of the island
      Given a station that is connected to its backend
      And station 1 leads an island of 10/10/10 A by itself
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s | 16 |
      Then the car at 1 is offered 10 A
      When the line to the backend is cut
      Then the car at 1 is offered 10 A

  Rule: Without load management

    @DLM-057
    Scenario: Every car has the maximum all the time
      Given the operator has configured
        | Free Charging | On |
      And a three-phase car that takes 32 A charges at 1
      When the car at 1 takes no more than 6 A from now on
      Then the car at 1 is offered 32 A

    @DLM-056
    Scenario: A branch of 32 A feeds one charge point of 32 A
      Given the operator has configured
        | Free Charging | On |
      And 1 further station
      And a three-phase car that takes 32 A charges at 1
      Then the car at 1 is offered 32 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then a phase of the sub-distribution carries 63 A or more, as is to be shown

    @DLM-122
    Scenario: The car is told how much there is, and takes no more
      Given an island of 2 stations on 10/10/10 A
      When a three-phase car that takes 32 A is plugged in at 2
      Then the car at 2 is offered 10 A
      And the sub-distribution carries 10/10/10 A
