Feature: Vehicle connection timeout
  Manual, 5.1: after authorisation the driver has to connect within a time; otherwise the authorisation lapses
  and the driver has to authenticate again. Factory value 45 seconds.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  @AUT-004
  Scenario: The factory value is 45 seconds, on the page
    Then "Vehicle connection timeout" on page "Authorization" reads "45"

  @AUT-004
  Scenario: The factory value is 45 seconds, for the backend
    Then GetConfiguration for "ConnectionTimeOut" gives "45"

  @AUT-001
  Scenario: Nobody connects: the authorisation lapses, and plugging in afterwards starts nothing
    Given card "0A0E9B83" was accepted at socket 1
    And 46 s go by
    When a vehicle is plugged in at socket 1
    Then no current flows at socket 1 for 10 min
    And no transaction starts for 10 min

  @AUT-001
  Scenario: The ring goes from blue flashes back to green when the authorisation lapses
    When card "0A0E9B83" is presented at socket 1
    Then the LED of socket 1 flashes blue once every 0.5 s for 35 s
    And the LED of socket 1 is steady green within 50 s

  @AUT-002
  Scenario: Who connects in time charges under the authorisation given before
    Given card "0A0E9B83" was accepted at socket 1
    And 44 s go by
    When a vehicle is plugged in at socket 1
    Then charging starts at socket 1
    And exactly one transaction starts
    And the backend was asked about card "0a0e9b83" exactly 1 time

  @AUT-003
  Scenario: After the lapse the same card has to be shown again
    Given card "0A0E9B83" was presented at socket 1
    And 60 s go by
    And a vehicle is plugged in at socket 1
    And 60 s go by
    When card "0A0E9B83" is presented at socket 1
    Then a transaction of "0a0e9b83" starts at socket 1

  @AUT-005
  Scenario Outline: With <timeout> s set, a vehicle after <waited> s is in time
    Given the operator has configured
      | Vehicle connection timeout | <timeout> |
    And 60 s go by
    And card "0A0E9B83" was accepted at socket 1
    And <waited> s go by
    When a vehicle is plugged in at socket 1
    Then a transaction of "0a0e9b83" starts at socket 1

    Examples:
      | timeout | waited |
      | 90      | 89     |
      | 10      | 9      |
      | 45      | 44     |

  @AUT-005
  Scenario Outline: With <timeout> s set, a vehicle after <waited> s is too late
    Given the operator has configured
      | Vehicle connection timeout | <timeout> |
    And 60 s go by
    And card "0A0E9B83" was accepted at socket 1
    And <waited> s go by
    When a vehicle is plugged in at socket 1
    Then no transaction starts for 5 min

    Examples:
      | timeout | waited |
      | 90      | 91     |
      | 10      | 11     |
      | 45      | 46     |

  @AUT-005
  Scenario: At socket 2 too the time is the one that is set
    Given the operator has configured
      | Vehicle connection timeout | 90 |
    And 60 s go by
    And card "0A0E9B83" was accepted at socket 2
    And 89 s go by
    When a vehicle is plugged in at socket 2
    Then a transaction of "0a0e9b83" starts at socket 2

  @AUT-006
  Scenario: A vehicle that is connected already is not hurried
    Given a vehicle that is not ready to charge is plugged in at socket 1
    And 10 min go by
    When card "0A0E9B83" is presented at socket 1
    Then a transaction of "0a0e9b83" starts at socket 1
    And no transaction stops for 2 min

  @AUT-007
  Scenario: A remote start lapses too
    Given the backend started a session for "0a0e9b83" at socket 1
    And 46 s go by
    When a vehicle is plugged in at socket 1
    Then no transaction starts for 5 min

  @AUT-007
  Scenario: A remote start about which nobody is asked lapses too
    Given the operator has configured
      | Send Authorize for RemoteStart | Off |
    And 60 s go by
    And the backend started a session for "0a0e9b83" at socket 1
    And 46 s go by
    When a vehicle is plugged in at socket 1
    Then no transaction starts for 5 min

  @AUT-007
  Scenario: A remote start waits as long as a card
    Given the backend started a session for "0a0e9b83" at socket 1
    And 44 s go by
    When a vehicle is plugged in at socket 1
    Then a transaction of "0a0e9b83" starts at socket 1

  @AUT-083
  Scenario: A cable without a vehicle does not count as connected
    Given card "0A0E9B83" was presented at socket 1
    And a cable without a vehicle is in socket 1
    And 60 s go by
    When a vehicle is connected to the cable in socket 1
    Then no current flows at socket 1 for 5 min
    And no transaction starts for 5 min
