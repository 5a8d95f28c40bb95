Feature: Backend: heartbeats and answers
  Manual, chapter 4: Backend connection timeout, Force Heartbeat request messages (on the screens of chapter 4).

  Background:
    Given a backend that listens, with a heartbeat interval of 60 s
    And the station is configured for its backend over the local network
    And the backend accepts card "0a0e9b83"
    And 60 s go by

  Rule: Force Heartbeat request messages

    @BKD-034
    Scenario: On: a Heartbeat comes every interval, whatever else is sent
      Given the operator has configured
        | Force Heartbeat request messages   | On |
        | Meter Value Sample Interval (OCPP) | 10 |
      And a session of card "0A0E9B83" runs at socket 1
      When 60 s go by
      Then the next 5 Heartbeats are 60 s apart

    @BKD-034
    Scenario: Off: no Heartbeat comes while other messages are answered
      Given the operator has configured
        | Force Heartbeat request messages   | Off |
        | Meter Value Sample Interval (OCPP) | 10  |
      And a session of card "0A0E9B83" runs at socket 1
      When the last message was answered
      Then the backend receives no Heartbeat for 10 min

    @BKD-034
    Scenario: Off: a Heartbeat comes as soon as nothing was sent for the interval
      Given the operator has configured
        | Force Heartbeat request messages | Off |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then a Heartbeat comes 60 s after the last message was answered
      And the next 3 Heartbeats are 60 s apart

    @BKD-024
    Scenario: A heartbeat interval that the backend writes is kept at once
      When the backend sets "HeartbeatInterval" to "25"
      Then the station answers ChangeConfiguration with Accepted
      And the next 4 Heartbeats are 25 s apart

  Rule: Backend connection timeout

    @BKD-039
    Scenario: An unanswered message is sent again after 60 s, the factory value
      Given the backend does not answer StartTransaction any more
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the same StartTransaction is sent again 60 s after the first

    @BKD-039
    Scenario: An unanswered message is sent again after the time that is configured
      Given the operator has configured
        | Backend connection timeout | 20 |
      And 60 s go by
      And the backend does not answer StartTransaction any more
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the same StartTransaction is sent again 20 s after the first

    @BKD-041
    Scenario Outline: A command is carried out within the timeout although <message> waits for its answer
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      And the backend does not answer <message> any more
      And the backend triggered <message>
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Accepted
      And current flows at socket 1 within 70 s

      Examples:
        | message     |
        | Heartbeat   |
        | MeterValues |

    @BKD-041
    Scenario: A command waits no longer than the timeout that is configured
      Given the operator has configured
        | Backend connection timeout | 15 |
      And 30 s go by
      And a vehicle is plugged in at socket 1
      And the backend does not answer Heartbeat any more
      And the backend triggered Heartbeat
      When the backend starts a session for "0a0e9b83" at socket 1
      Then current flows at socket 1 within 25 s

  Rule: A card that is refused afterwards

    @BKD-024
    Scenario: A session that goes on without energy because its card was refused is suspended by the station
      Given the operator has configured
        | If in doubt allow charging | On  |
        | StopTransactionOnInvalidId | Off |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "DEADBEEF" runs at socket 1
      When the line to the backend is back
      Then the backend sees socket 1 SuspendedEVSE within 3 min

    @BKD-024
    Scenario: A session that ends was never suspended by the station
      Given a session of card "0A0E9B83" runs at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend does not see socket 1 SuspendedEVSE for 5 min
