Feature: Certification: transactions
  OCPP 1.6, 4.8 (StartTransaction), 4.10 (StopTransaction), 3.5 (authorisation without a line) and 9.1 (keys).
  The strategy Occupied on Authorized/Plugged is the one whose statuses are those of OCPP (manual, chapter 4).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  Rule: A session has its order, whoever comes first

    @octt:TC_003_CS @BKD-024
    Scenario: Cable first, then the card
      Given the operator has configured
        | Strategy for StatusNotification state transitions | Occupied on Authorized/Plugged |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"
      And a transaction of "0a0e9b83" starts at socket 1
      And the backend sees socket 1 Charging within 10 s

    @octt:TC_003_CS @BKD-087
    Scenario: A vehicle that waits for its card shows as Preparing
      Given the operator has configured
        | Strategy for StatusNotification state transitions | Occupied on Authorized/Plugged |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then the backend sees socket 1 Preparing within 10 s

    @octt:TC_004_1_CS @AUT-002
    Scenario: Card first, then the cable
      Given card "0A0E9B83" was accepted at socket 1
      And 10 s go by
      When a vehicle is plugged in at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And the backend sees socket 1 Charging within 10 s

    @octt:TC_004_2_CS @AUT-001
    Scenario: A card to which no vehicle comes lapses after the connection time-out
      Given the operator has configured
        | Strategy for StatusNotification state transitions | Occupied on Authorized/Plugged |
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the backend sees socket 1 Preparing within 10 s
      And the backend sees socket 1 Available within 60 s
      And no transaction starts for 5 min

  Rule: What a pull of the cable at the car does is configurable

    @octt:TC_005_1_CS @AUT-043 @AUT-044
    Scenario: The transaction ends and the plug is let go
      Given a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 stops with reason EVDisconnected
      And the plug in socket 1 is unlocked within 5 s

    @octt:TC_005_2_CS @BKD-024
    Scenario: The transaction ends and the plug stays locked
      Given the operator has configured
        | UnlockConnectorOnEVSideDisconnect | Off |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 stops with reason EVDisconnected
      And the plug in socket 1 is not unlocked for 5 min

    @octt:TC_005_2_CS @BKD-024
    Scenario: A plug that stayed locked is let go when its owner shows the card again
      Given the operator has configured
        | UnlockConnectorOnEVSideDisconnect | Off |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the cable of socket 1 was pulled from the car
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the plug in socket 1 is unlocked within 15 s

    @octt:TC_005_2_CS @BKD-024
    Scenario: A vehicle that comes back to a plug that stayed locked charges when the card is shown again
      Given the operator has configured
        | UnlockConnectorOnEVSideDisconnect | Off |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the cable of socket 1 was pulled from the car
      And 60 s go by
      And a vehicle is connected to the cable in socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And charging starts at socket 1

    @octt:TC_005_3_CS @AUT-059
    Scenario: The transaction goes on without the car, and with it when it comes back
      Given the backend has set "StopTransactionOnEVSideDisconnect" to "false"
      And the supply was cut for 5 s
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then the current at socket 1 stops within 5 s
      And the backend sees socket 1 SuspendedEV within 10 s
      And no transaction stops for 10 min

    @octt:TC_005_3_CS @BKD-024
    Scenario: A transaction that went on without the car goes on with it, and its card ends it
      Given the backend has set "StopTransactionOnEVSideDisconnect" to "false"
      And the supply was cut for 5 s
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the cable of socket 1 was pulled from the car
      And 60 s go by
      And a vehicle is connected to the cable in socket 1
      And 60 s go by
      And current flows at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then exactly one transaction stops, with reason Local or Local
      And the transaction was stopped by card "0a0e9b83"

  Rule: A card ends what it began

    @octt:TC_068_CS @AUT-046
    Scenario: The same card ends the transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "0a0e9b83"

    @octt:TC_069_CS @BKD-024
    Scenario: A card of the same group ends the transaction
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted | FLEET |
        | c0ffee01 | Accepted | FLEET |
      And a session of card "0A0E9B83" runs at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "c0ffee01"

    @octt:TC_069_CS @BKD-024
    Scenario: A card of which the backend said before that it is of the same group ends the transaction
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And the backend says of card "0a0e9b83" that it is of the group "FLEET"
      And the backend says of card "c0ffee01" that it is of the group "FLEET"
      And card "C0FFEE01" was accepted at socket 2
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "c0ffee01"

    @octt:TC_069_CS @AUT-048
    Scenario: A card of another group does not end the transaction
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted | FLEET  |
        | c0ffee01 | Accepted | OTHERS |
      And a session of card "0A0E9B83" runs at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then no transaction stops for 5 min

  Rule: Without a line nothing is lost

    @octt:TC_036_CS @BKD-024
    Scenario: A session goes on while the line is gone
      Given a session of card "0A0E9B83" runs at socket 1
      When the line to the backend is cut
      Then the current at socket 1 does not stop for 10 min

    @octt:TC_036_CS @BKD-024
    Scenario: Meter values of the time without a line come when it is back, in the same transaction
      Given a session of card "0A0E9B83" runs at socket 1
      And the line to the backend is cut
      And 5 min go by
      When the line to the backend is back
      Then at least 4 MeterValues of socket 1 come within 3 min, none of them doubled
      And the MeterValues of socket 1 carry the transaction's number

    @octt:TC_037_1_CS @AUT-024
    Scenario: A start without a line by a card that the backend accepts goes on
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the line to the backend is back
      Then the backend receives StartTransaction within 3 min
      And no transaction stops for 10 min
      And the current at socket 1 does not stop for 10 min

    @octt:TC_037_2_CS @BKD-024
    Scenario: A start without a line by a card that the backend refuses keeps its transaction and loses its current
      Given the operator has configured
        | If in doubt allow charging | On  |
        | StopTransactionOnInvalidId | Off |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "DEADBEEF" runs at socket 1
      When the line to the backend is back
      Then the current at socket 1 stops within 3 min
      And no transaction stops for 10 min

    @octt:TC_037_3_CS @AUT-025
    Scenario: A start without a line by a card that the backend refuses is ended
      Given the operator has configured
        | If in doubt allow charging | On |
        | StopTransactionOnInvalidId | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "DEADBEEF" runs at socket 1
      When the line to the backend is back
      Then the transaction of socket 1 stops with reason DeAuthorized within 3 min

    @octt:TC_038_CS @BKD-024
    Scenario: A stop without a line is told when it is back
      Given a session of card "0A0E9B83" runs at socket 1
      And the line to the backend is cut
      And 30 s go by
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then the transaction of socket 1 stops with reason Local within 3 min
      And the transaction was stopped by card "0a0e9b83" within 3 min

    @octt:TC_039_CS @AUT-024
    Scenario: A transaction that ran and ended without a line is told whole when it is back
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then the backend receives start and stop of the transaction, once and in order, within 3 min

  Rule: Who is refused starts nothing

    @octt:TC_023_4_CS @AUT-017
    Scenario Outline: A card that the backend calls <status> starts nothing
      Given the backend answers card "deadbeef" with <status>
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "DEADBEEF" is presented at socket 1
      Then the backend is asked about card "deadbeef"
      And no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

      Examples:
        | status  |
        | Invalid |
        | Blocked |
        | Expired |

    @octt:TC_023_5_CS @AUT-009
    Scenario: A remote start for a card that the backend refuses starts nothing
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "deadbeef" at socket 1
      Then the backend is asked about card "deadbeef"
      And no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

    @octt:TC_024_CS @BKD-024
    Scenario: A plug that cannot be locked gets no current, and the backend is told why
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      And the lock actuator of socket 1 does not move
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the backend is told of ConnectorLockFailure at socket 1 within 30 s
      And no transaction starts for 5 min
      And no current flows at socket 1 for 5 min
