Feature: Each phase by itself, and the rotation of the phases
  Manual, 7.6 and 7.8. What a vehicle loads is reserved on the grid phases that it loads, and there alone. The
  wiring is the electrician's, the setting tells the station of it.

  Rule: A vehicle loads the conductors of its own charger

    Background:
      Given whoever plugs in may charge

    @PHR-001
    Scenario Outline: A <charger> vehicle
      When a <charger> vehicle that takes 16 A charges at socket 1
      Then the vehicle at socket 1 draws <drawn> on its L1, L2 and L3

      Examples:
        | charger      | drawn      |
        | single-phase | 16/0/0 A   |
        | three-phase  | 16/16/16 A |

    @PHR-002
    Scenario Outline: One signalled current for all phases of a <charger> vehicle
      Given the operator has configured
        | Operator Current Limit [A] | 16 |
      When a <charger> vehicle that takes 32 A charges at socket 1
      Then the vehicle at socket 1 is offered 16 A
      And the vehicle at socket 1 draws <drawn> on its L1, L2 and L3

      Examples:
        | charger      | drawn      |
        | single-phase | 16/0/0 A   |
        | three-phase  | 16/16/16 A |

    @PHR-012
    Scenario: At a single-phase system every vehicle charges by L1
      Given socket 1 is a single-phase system, wired and set
      When a three-phase vehicle that takes 16 A charges at socket 1
      Then the vehicle at socket 1 draws 16/0/0 A on its L1, L2 and L3

  Rule: What is reserved is what is loaded

    Background:
      Given the two sockets share a feed of 20 A

    @PHR-003
    Scenario: A single-phase vehicle reserves nothing on L2 and L3
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then its load is reserved on grid L1 and nowhere else

    @PHR-007 @PHR-009 @PHR-020
    Scenario: A single-phase vehicle on a rotated charge point
      Given L1, L2, L3 of socket 1 lead to grid L2, L3, L1, and it is set so
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then the feed carries 0/16/0 A on grid L1, L2 and L3
      And its load is reserved on grid L2 and nowhere else

    @PHR-009 @PHR-024
    Scenario: A single-phase vehicle on a charge point that is rotated by two
      Given L1, L2, L3 of socket 1 lead to grid L3, L1, L2, and it is set so
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then the feed carries 0/0/16 A on grid L1, L2 and L3
      And its load is reserved on grid L3 and nowhere else

    @PHR-009 @PHR-016
    Scenario: A single-phase vehicle on a charge point without rotation
      Given L1, L2, L3 of socket 1 lead to grid L1, L2, L3, and it is set so
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then the feed carries 16/0/0 A on grid L1, L2 and L3
      And its load is reserved on grid L1 and nowhere else

    Scenario Outline: A three-phase vehicle where L1, L2, L3 lead to <leads>
      Given L1, L2, L3 of socket 1 lead to grid <leads>, and it is set so
      When a three-phase vehicle that takes 10 A charges at socket 1
      Then the feed carries 10/10/10 A on grid L1, L2 and L3
      And its load is reserved on grid L1, L2 and L3 and nowhere else

      @PHR-016
      Examples: Charge point 1
        | leads      |
        | L1, L2, L3 |

      @PHR-020
      Examples: Charge point 2
        | leads      |
        | L2, L3, L1 |

      @PHR-024
      Examples: Charge point 3
        | leads      |
        | L3, L1, L2 |

    Scenario Outline: Where L1, L2, L3 lead to <leads> a load on <conductor> is on grid <grid>
      Given L1, L2, L3 of socket 1 lead to grid <leads>, and it is set so
      When a vehicle that draws 8 A on <conductor> only charges at socket 1
      Then the feed carries <carried> on grid L1, L2 and L3
      And its load is reserved on grid <grid> and nowhere else

      @PHR-017
      Examples: Charge point 1, L1
        | leads      | conductor | grid | carried |
        | L1, L2, L3 | L1        | L1   | 8/0/0 A |

      @PHR-018
      Examples: Charge point 1, L2
        | leads      | conductor | grid | carried |
        | L1, L2, L3 | L2        | L2   | 0/8/0 A |

      @PHR-019
      Examples: Charge point 1, L3
        | leads      | conductor | grid | carried |
        | L1, L2, L3 | L3        | L3   | 0/0/8 A |

      @PHR-021
      Examples: Charge point 2, L1
        | leads      | conductor | grid | carried |
        | L2, L3, L1 | L1        | L2   | 0/8/0 A |

      @PHR-022
      Examples: Charge point 2, L2
        | leads      | conductor | grid | carried |
        | L2, L3, L1 | L2        | L3   | 0/0/8 A |

      @PHR-023
      Examples: Charge point 2, L3
        | leads      | conductor | grid | carried |
        | L2, L3, L1 | L3        | L1   | 8/0/0 A |

      @PHR-025
      Examples: Charge point 3, L1
        | leads      | conductor | grid | carried |
        | L3, L1, L2 | L1        | L3   | 0/0/8 A |

      @PHR-026
      Examples: Charge point 3, L2
        | leads      | conductor | grid | carried |
        | L3, L1, L2 | L2        | L1   | 8/0/0 A |

      @PHR-027
      Examples: Charge point 3, L3
        | leads      | conductor | grid | carried |
        | L3, L1, L2 | L3        | L2   | 0/8/0 A |

    @PHR-010
    Scenario: Whatever the vehicle and the rotation, the load is reserved where it flows
      Then for every rotation the loads of vehicles of one, two and three phases are reserved where they flow

    @PHR-032
    Scenario: Every rotation on offer is one-to-one
      Then each rotation on offer leads L1, L2 and L3 to three different grid phases

    @PHR-033
    Scenario: The rotations of the three charge points form a cycle
      Then the rotation of charge point 2 twice is that of charge point 3, and three times that of charge point 1

    @PHR-034
    Scenario: Rotation changes nothing for a three-phase vehicle
      Then for every rotation a three-phase vehicle leaves the same on each grid phase

  Rule: How many phases a vehicle loads is found out

    Background:
      Given the two sockets share a feed of 20 A
      And L1, L2, L3 of socket 2 lead to grid L2, L3, L1, and it is set so

    @PHR-006
    Scenario: Before it is known all phases are reserved
      Given a single-phase vehicle that takes 32 A charges at socket 2
      When a single-phase vehicle that takes 32 A charges at socket 1
      Then until current flows at socket 1 both are offered no more than 20 A together

    @PHR-005
    Scenario: The phases that a single-phase vehicle leaves are given to the other
      Given a single-phase vehicle that takes 32 A charges at socket 2
      When a single-phase vehicle that takes 32 A charges at socket 1
      Then within two runs the vehicle at socket 2 is offered 20 A or up to 2 A less
      And within two runs the vehicle at socket 1 is offered 20 A or up to 2 A less
      And no phase of the feed carries more than 20 A for 2 min

    @PHR-005
    Scenario: A three-phase vehicle leaves none
      Given a single-phase vehicle that takes 32 A charges at socket 2
      When a three-phase vehicle that takes 32 A charges at socket 1
      Then no phase of the feed carries more than 20 A for 2 min
      And the vehicle at socket 1 loads L1, L2 and L3 and no other conductor
      And the vehicles are offered 16 A to 20 A together within 1 s

    @PHR-011
    Scenario: A vehicle that goes over to one phase leaves the others
      Given a three-phase vehicle that takes 32 A charges at socket 1
      And a single-phase vehicle that takes 32 A charges at socket 2
      When the vehicle at socket 1 goes over to L1
      Then within two runs the vehicle at socket 2 is offered 20 A or up to 2 A less

    @PHR-011
    Scenario: A vehicle that goes back to three phases gets them again
      Given a three-phase vehicle that takes 32 A charges at socket 1
      And a single-phase vehicle that takes 32 A charges at socket 2
      And the vehicle at socket 1 has gone over to L1
      And 2 min go by
      When the vehicle at socket 1 goes over to L1, L2 and L3
      Then from 35 s on no phase of the feed carries more than 20 A
      And the vehicle at socket 1 loads L1, L2 and L3 and no other conductor
      And the vehicles are offered 16 A to 20 A together within 1 s

  Rule: The setting is to be that of the wiring

    Background:
      Given the two sockets share a feed of 20 A

    @PHR-014
    Scenario: Set as it is wired
      Given L1, L2, L3 of socket 1 lead to grid L2, L3, L1, and it is set so
      And a vehicle that draws 16 A on L2 only charges at socket 2
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then no phase of the feed carries more than 20 A for 2 min
      And the vehicles are offered 16 A to 20 A together within 1 s

    @PHR-014
    Scenario: Set as they are wired, two vehicles that do not meet do not share
      Given L1, L2, L3 of socket 1 lead to grid L2, L3, L1, and it is set so
      And L1, L2, L3 of socket 2 lead to grid L3, L1, L2, and it is set so
      And a single-phase vehicle that takes 16 A charges at socket 2
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then the feed carries 0/16/16 A on grid L1, L2 and L3

    @PHR-014
    Scenario: Left as from the factory, though it is wired otherwise
      Given L1, L2, L3 of socket 1 lead to grid L2, L3, L1, and it is set to L1, L2, L3
      And L1, L2, L3 of socket 2 lead to grid L2, L3, L1, and it is set so
      And a single-phase vehicle that takes 16 A charges at socket 2
      When a single-phase vehicle that takes 16 A charges at socket 1
      Then a phase of the feed carries more than 20 A, as is to be shown

  Rule: Sockets are rotated from one to the next

    @PHR-015
    Scenario Outline: Three single-phase vehicles, <how>
      Given stations without load management whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | <second>   |
        | 2       | <third>    | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
      Then the sub-distribution carries <carried> on grid L1, L2 and L3

      Examples:
        | how         | second     | third      | carried    |
        | rotated     | L2, L3, L1 | L3, L1, L2 | 16/16/16 A |
        | not rotated | L1, L2, L3 | L1, L2, L3 | 48/0/0 A   |

    @PHR-013
    Scenario Outline: The neutral of three single-phase vehicles, <how>
      Given stations without load management whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | <second>   |
        | 2       | <third>    | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
      Then the neutral of the sub-distribution carries <neutral>

      Examples:
        | how         | second     | third      | neutral |
        | rotated     | L2, L3, L1 | L3, L1, L2 | 0 A     |
        | not rotated | L1, L2, L3 | L1, L2, L3 | 48 A    |

    @PHR-028
    Scenario: Seven single-phase vehicles at sockets that are rotated in turn
      Given stations without load management whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | L2, L3, L1 |
        | 2       | L3, L1, L2 | L1, L2, L3 |
        | 3       | L2, L3, L1 | L3, L1, L2 |
        | 4       | L1, L2, L3 | L2, L3, L1 |
      When single-phase vehicles that take 10 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
        | 2       | 2      |
        | 3       | 1      |
        | 3       | 2      |
        | 4       | 1      |
      Then the sub-distribution carries 30/20/20 A on grid L1, L2 and L3

    @PHR-004
    Scenario: What a single-phase vehicle leaves on two phases is enough for two more
      Given an island of 16 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | L2, L3, L1 |
        | 2       | L3, L1, L2 | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
      Then the sub-distribution carries 16/16/16 A on grid L1, L2 and L3

    @PHR-029
    Scenario: Three single-phase vehicles on 20 A, rotated
      Given an island of 20 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | L2, L3, L1 |
        | 2       | L3, L1, L2 | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
      Then the sub-distribution carries 16/16/16 A on grid L1, L2 and L3

    @PHR-029
    Scenario: Three single-phase vehicles on 20 A, all on L1
      Given an island of 20 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | L1, L2, L3 |
        | 2       | L1, L2, L3 | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 1       | 2      |
        | 2       | 1      |
      Then at most 2 of these vehicles draw current, together no more than 20 A on a phase

    @PHR-008
    Scenario: A vehicle on another phase is not held back by one on L2
      Given an island of 20 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L2, L3, L1 | L1, L2, L3 |
      And single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
      When single-phase vehicles that take 32 A are plugged in at
        | station | socket |
        | 1       | 2      |
      Then the sub-distribution carries 20/16/0 A on grid L1, L2 and L3

    @PHR-008
    Scenario: A three-phase vehicle waits where one on L2 leaves less than the minimum
      Given an island of 20 A on each phase, at least 11 A each, whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L2, L3, L1 | L1, L2, L3 |
      And single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
      When three-phase vehicles that take 32 A are plugged in at
        | station | socket |
        | 1       | 2      |
      Then 1 of the cars at 1/1 and 1/2 charge, and the others pause
      And no phase of the sub-distribution carries more than 20 A for 3 min

    @PHR-031
    Scenario: The rotation is set at each charge point, and the master learns it
      Given an island of 20 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L1, L2, L3 | L1, L2, L3 |
        | 2       | L2, L3, L1 | L1, L2, L3 |
      When single-phase vehicles that take 16 A are plugged in at
        | station | socket |
        | 1       | 1      |
        | 2       | 1      |
      Then the sub-distribution carries 16/16/0 A on grid L1, L2 and L3

    @PHR-030
    Scenario Outline: A building that takes 90 A on <phase>, and a single-phase vehicle on grid L2
      Given an island of 20 A on each phase whose sockets lead to grid
        | station | socket 1   | socket 2   |
        | 1       | L2, L3, L1 | L1, L2, L3 |
      And its master reads a meter in the branch of the building, and the main limit is 100 A
      And the phases of the building carry <load>
      When single-phase vehicles that take 32 A are plugged in at
        | station | socket |
        | 1       | 1      |
      Then the sub-distribution carries <carried> on grid L1, L2 and L3

      Examples:
        | phase | load     | carried  |
        | L1    | 90/0/0 A | 0/20/0 A |
        | L2    | 0/90/0 A | 0/10/0 A |
