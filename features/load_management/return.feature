Feature: A slave that comes back finds its current in use
  Manual, 7.7. What it had before it was lost others have meanwhile, and a vehicle has 5 s to come down (IEC 61851-1).
  Found by a random day (tests/load_management).

  @DLF-024
  Scenario: It waits until the others have come down
    Given an island of 20 A on each phase, without current for lost slaves, whose sockets lead to grid
      | station | socket 1   | socket 2   |
      | 1       | L1, L2, L3 | L1, L2, L3 |
      | 2       | L1, L2, L3 | L1, L2, L3 |
    And a single-phase vehicle that reacts after 5 s charges at station 1
    And a single-phase vehicle that reacts after 0.1 s charges at station 2
    And station 2 has been away from the network for 3 min
    When station 2 is back on the network
    Then the sub-distribution stays within 20 A on each phase for 3 min
    And the sub-distribution carries 20/0/0 A on grid L1, L2 and L3

  @PHR-011
  Scenario: A vehicle behind a cut cable goes over to three phases, and nobody can be told
    Given an island of 32 A on each phase whose sockets lead to grid
      | station | socket 1   | socket 2   |
      | 1       | L2, L3, L1 | L1, L2, L3 |
      | 2       | L1, L2, L3 | L1, L2, L3 |
    And a single-phase vehicle that reacts after 0.1 s charges at station 1
    And a single-phase vehicle that reacts after 0.1 s charges at station 2
    When the cable of station 2 is pulled out and its vehicle goes over to three phases
    Then from 35 s on no phase of the sub-distribution carries more than 32 A

  @PHR-011
  Scenario: A vehicle goes over to three phases as the master fails, and others still obey its last word
    Given an island of 32 A on each phase whose sockets lead to grid
      | station | socket 1   | socket 2   |
      | 1       | L1, L2, L3 | L1, L2, L3 |
      | 2       | L1, L2, L3 | L1, L2, L3 |
      | 3       | L2, L3, L1 | L1, L2, L3 |
    And a single-phase vehicle that reacts after 0.1 s charges at station 2
    And a single-phase vehicle that reacts after 0.1 s charges at station 3
    When the supply of station 1 fails and the vehicle of station 2 loads three phases
    Then from 35 s on no phase of the sub-distribution carries more than 32 A
