Feature: Backend: TCP Watchdog Timeout
  Manual, chapter 4, Meer instellingen: a station that cannot reach its backend for so many seconds restarts by itself
  and tries again. Factory value 10800 s; 0 is off.

  Background:
    Given a station that is connected to its backend

  @BKD-069
  Scenario: Without a line for 10800 s the station restarts by itself, and again 10800 s later
    When the line to the backend is cut
    Then the station restarts 180 min later
    And it restarts a second time 180 min after that

  @BKD-069
  Scenario: A connection that comes back in time prevents the restart
    Given the line to the backend is cut
    And 175 min go by
    When the line to the backend is back
    Then the station does not restart by itself for 4 h

  @BKD-069
  Scenario Outline: The time is configurable: <seconds> s
    Given the operator has configured
      | TCP Watchdog Timeout | <seconds> |
    When the line to the backend is cut
    Then the station restarts <time> later

    Examples:
      | seconds | time   |
      | 120     | 2 min  |
      | 1800    | 30 min |

  @BKD-069
  Scenario: After the restart the station finds its backend again
    Given the operator has configured
      | TCP Watchdog Timeout | 600 |
    And the line to the backend is cut
    And 15 min go by
    When the line to the backend is back
    Then the station reports for duty again within 3 min

  @BKD-070
  Scenario: 0 switches the watchdog off
    Given the operator has configured
      | TCP Watchdog Timeout | 0 |
    When the line to the backend is cut
    Then the station does not restart by itself for 12 h
