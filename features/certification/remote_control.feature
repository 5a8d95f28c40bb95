Feature: Certification: remote start, remote stop and unlocking
  OCPP 1.6, 5.11 (RemoteStartTransaction), 5.12 (RemoteStopTransaction), 5.18 (UnlockConnector).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: The backend starts and stops sessions

    @octt:TC_010_CS @BKD-024
    Scenario: Cable first, then the remote start
      Given a vehicle is plugged in at socket 1
      And 5 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Accepted
      And a transaction of "0a0e9b83" starts at socket 1
      And the backend sees socket 1 Charging within 10 s

    @octt:TC_011_1_CS @BKD-024
    Scenario: Remote start first, then the cable
      Given the backend started a session for "0a0e9b83" at socket 1
      And 10 s go by
      When a vehicle is plugged in at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And the backend sees socket 1 Charging within 10 s

    @octt:TC_011_2_CS @AUT-007
    Scenario: A remote start to which no vehicle comes lapses
      Given the operator has configured
        | Strategy for StatusNotification state transitions | Occupied on Authorized/Plugged |
      And 60 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the backend sees socket 1 Preparing within 10 s
      And the backend sees socket 1 Available within 50 s
      And no transaction starts for 5 min

    @octt:TC_012_CS @AUT-049
    Scenario: A remote stop ends the transaction and lets go of the plug
      Given the backend started a session for "0a0e9b83" at socket 1
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote
      And the plug in socket 1 is unlocked within 5 s

    @octt:TC_026_CS @BKD-024
    Scenario: A remote start at a socket that charges is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Rejected
      And no transaction starts for 5 min

    @octt:TC_026_CS @BKD-024
    Scenario: A remote start at a connector that is out of service is refused
      Given the backend made connector 1 Inoperative
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Rejected

    @octt:TC_027_CS @BKD-024
    Scenario: A remote start at connector 0 is refused
      When the backend starts a session for "0a0e9b83" at connector 0
      Then the station answers RemoteStartTransaction with Rejected

    @octt:TC_028_CS @BKD-024
    Scenario: A remote stop of a transaction that does not run is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend stops transaction 999999
      Then the station answers RemoteStopTransaction with Rejected
      And no transaction stops for 5 min

  Rule: The backend lets go of a plug

    @octt:TC_017_1_CS @BKD-024
    Scenario: A plug that is locked before anybody may charge is let go
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with Unlocked
      And the plug in socket 1 is unlocked within 5 s

    @octt:TC_018_1_CS @BKD-024
    Scenario: A plug that is in use is let go after its transaction was ended
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with Unlocked
      And the transaction of socket 1 stops with reason UnlockCommand
      And the plug in socket 1 is unlocked within 5 s

    @octt:TC_030_CS @BKD-024
    Scenario: A lock that does not move is told to the backend
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      And the lock actuator of socket 1 does not move
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with UnlockFailed after its tries
      And the plug in socket 1 is not unlocked for 5 min

    @BKD-024
    Scenario: A plug that is just being locked is let go, and no transaction begins
      Given the lock actuator of socket 1 does not move
      And card "0A0E9B83" was presented at socket 1
      And 10 s go by
      And a vehicle is plugged in at socket 1
      And 3 s go by
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with Unlocked after its tries
      And no transaction starts for 5 min
      And a session of card "0A0E9B83" can be had at socket 1 once its lock moves again

    @octt:TC_031_CS @BKD-024
    Scenario: A connector that the station does not have cannot be unlocked
      When the backend unlocks connector 3
      Then the station answers UnlockConnector with NotSupported

  Rule: The backend asks for a message

    @octt:TC_054_CS @BKD-024
    Scenario Outline: The station sends <message> when it is triggered
      Given 20 s go by
      When the backend triggers <message>
      Then the station answers TriggerMessage with Accepted
      And the backend receives <message> within 10 s

      Examples:
        | message            |
        | BootNotification   |
        | Heartbeat          |
        | StatusNotification |
        | MeterValues        |

    @octt:TC_054_CS @BKD-024
    Scenario Outline: MeterValues that are triggered of connector <connector> are of this one
      Given 20 s go by
      When the backend triggers MeterValues of connector <connector>
      Then the station answers TriggerMessage with Accepted
      And the backend receives MeterValues of connector <connector> and of no other within 10 s

      Examples:
        | connector |
        | 1         |
        | 2         |

    @octt:TC_055_CS @BKD-024
    Scenario: A trigger for a connector that the station does not have is refused
      Given 20 s go by
      When the backend triggers StatusNotification of connector 3
      Then the station answers TriggerMessage with Rejected
      And the backend receives no StatusNotification for 60 s
