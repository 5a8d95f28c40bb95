Feature: Who has to wait when there is not enough for all
  The manual does not say who comes first (D-DLM-12) and shows no parameter for it; the reference has two strategies
  (docs/load-management.md), asked at level info (DLM-164). Whichever a station has, nobody has less than the minimum, and
  who waits gets current in the end: that is in any_island.feature.

  @DLM-164
  Scenario: First come, first served: who charges is not paused for one who waits
    Given an island of 3 stations on 20/20/20 A
    And a three-phase car that takes 32 A charges at 1 and 2
    When a three-phase car that takes 32 A is plugged in at 3
    Then for 20 min the cars at 1 and 2 are offered the same
    And the offers to 1 and 2 add up to 16 A to 20 A
    And the cars are offered
      | 3 | 0 A |

  @DLM-164
  Scenario: Rotating slots: three cars take turns, two at a time
    Given an island of 3 stations on 20/20/20 A, with
      | master | DLM Algorithm | Rotating slots |
    When a three-phase car that takes 32 A is plugged in at 1, 2 and 3
    Then for 32 min at most 2 of the cars at 1, 2 and 3 are offered current at once, and each of them at some time
    And no phase of the sub-distribution carries more than 20 A for 3 min

  @DLM-093
  Scenario: Current Imbalance Prevention holds a lone phase back, and Off it does not
    Given an island of 2 stations on 32/32/32 A, with
      | master | Current Imbalance Prevention | On |
    When a single-phase car that takes 32 A is plugged in at 2
    Then the car at 2 is offered 20 A
    When station 1 is set up with
      | Current Imbalance Prevention | Off |
    Then the car at 2 is offered 32 A within 2 min
