Feature: Whatever the island, its limits and its cars
  Manual, 7.4 and 7.4.1. Sentences that hold in any situation are tried on a fixed list of situations: limits of each
  phase, minimum, cars of one and three phases that come and go, at every rotation. Who gets how much is not
  asserted where the manual does not say it (D-DLM-12).

  Background:
    Given an island of three stations with every rotation

  Rule: In every situation

    @DLM-062
    Scenario: The sum of a phase stays within its limit
      Then in a list of situations the loads that the cars may draw stay within the limit of each phase

    @DLM-063
    Scenario: No current is left unused while a car wants it
      Then in a list of situations no car that wants more lacks what is left

    @DLM-064
    Scenario: Renaming the grid phases changes nothing
      Then in a list of situations renaming the grid phases leads to the same offers

    @DLM-107
    Scenario: Each offer is zero or between the minimum and the own limit
      Then in a list of situations each car is offered nothing, or from the minimum up to its own limit

    @DLM-108
    Scenario: As many three-phase cars charge as minimums fit
      Given the island has 100/100/100 A, at least 6 A for a car
      When 6 cars of three phases want 32 A each
      Then no more cars are offered current than minimums fit, and none waits while a minimum is left
        | A  | minimum | fit |
        | 63 | 10      | 6   |
        | 39 | 10      | 3   |
        | 40 | 10      | 4   |
        | 20 | 10      | 2   |
        | 20 | 7       | 2   |
        | 21 | 7       | 3   |
        | 39 | 8       | 4   |
        | 40 | 8       | 5   |
        | 6  | 7       | 0   |

  Rule: Below the minimum a car pauses

    @DLM-105
    Scenario Outline: A minimum of 8 A, and <limit> A for two cars
      Given the island has <limit>/<limit>/<limit> A, at least 8 A for a car
      When 2 cars of three phases want 32 A each
      Then <charging> of the cars are offered <offer> A each, and the others nothing

      Examples:
        | limit | charging | offer |
        | 15    | 1        | 15    |
        | 16    | 2        | 8     |

    @DLM-106
    Scenario: Three cars on 20 A with a minimum of 7 A
      Given the island has 20/20/20 A, at least 7 A for a car
      When 3 cars of three phases want 32 A each
      Then at most 2 of the cars are offered current, at least 7 A each, 16 A to 20 A together

    @DLM-109
    Scenario: A car that pauses goes on when another leaves
      Given the island has 20/20/20 A, at least 7 A for a car
      And 3 cars of three phases want 32 A each
      Then 2 of the cars are offered current, at least 7 A each, 16 A to 20 A together
      When one of those that charge leaves
      Then within 40 s all cars are offered current, at least 7 A each, 16 A to 20 A together

    @DLM-109 @DLM-110
    Scenario: A pause leaves the transaction open and the plug locked, and needs no new authorisation
      Given the backend of the master accepts the card "04A1B2C3"
      And the island has 20/20/20 A, at least 7 A for a car
      And a session of card "04A1B2C3" runs at socket 1
      When the island has 6/6/6 A, at least 7 A for a car
      Then the session at socket 1 pauses for 10 min, its transaction open, its plug locked and its register standing still
      When the island has 20/20/20 A, at least 7 A for a car
      Then within 40 s current flows again at socket 1, in the same transaction
