Feature: Behaviour over time, with times that fit a bench in real time
  Manual, 5.1 (Vehicle connection timeout) and 2 (parameters that the backend may write); OCPP 1.6, 3.9 and 4.7. The
  same behaviour as elsewhere, with timers configured short, so that a device can be asked as well.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  @AUT-005 @device
  Scenario: With a timeout of 3 s, a vehicle after 4 s is too late
    Given the operator has configured
      | Vehicle connection timeout | 3 |
    And 2 s go by
    And card "0A0E9B83" was accepted at socket 1
    And 4 s go by
    When a vehicle is plugged in at socket 1
    Then no transaction starts for 4 s
    And no current flows at socket 1 for 4 s

  @AUT-005
  Scenario: With a timeout of 5 s, a vehicle after 4 s is in time
    Given the operator has configured
      | Vehicle connection timeout | 5 |
    And 2 s go by
    And card "0A0E9B83" was accepted at socket 1
    And 4 s go by
    When a vehicle is plugged in at socket 1
    Then a transaction of "0a0e9b83" starts at socket 1

  @octt:TC_032_2_CS @BKD-024 @device
  Scenario: A transaction that a short loss of power cut short is stopped after the boot
    Given the operator has configured
      | Restart transaction after power loss | Off |
    And 2 s go by
    And a session of card "0A0E9B83" runs at socket 1
    When the supply is cut for 2 s
    Then the station reports for duty again within 5 min
    And the transaction of socket 1 stops with reason PowerLoss within 5 min

  @octt:TC_070_CS @ACC-052 @device
  Scenario: A sample interval of 3 s that the backend writes is the distance of MeterValues
    Given the backend has set "MeterValueSampleInterval" to "3"
    When a vehicle is plugged in at socket 1
    And card "0A0E9B83" is presented at socket 1
    And 2 s go by
    Then the transaction's MeterValues of socket 1 come every 3 s

  @octt:TC_038_CS @BKD-024 @device
  Scenario: A stop during a short loss of the line is told when it is back
    Given a session of card "0A0E9B83" runs at socket 1
    And the line to the backend is cut
    And 2 s go by
    And card "0A0E9B83" was presented at socket 1
    And 2 s go by
    When the line to the backend is back
    Then the transaction of socket 1 stops with reason Local within 3 min
