Feature: Stop Transaction Mode
  Manual, 5.1: how and when a transaction is completed. Mode Normal is in session.feature. What a backend knows as
  StopTransactionOnEVSideDisconnect (OCPP 1.6, 9.1) is the same value: true is Normal, false Only by RFID/RemoteStop.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  @AUT-040
  Scenario Outline: The mode can be <mode>
    Given the operator has configured
      | Stop Transaction Mode | <other> |
    When the operator configures
      | Stop Transaction Mode | <mode> |
    Then "Stop Transaction Mode" on page "Authorization" reads "<mode>"

    Examples:
      | mode                           | other                      |
      | Normal                         | Stop only by disconnecting |
      | Stop only by disconnecting     | Normal                     |
      | Only by RFID/RemoteStop        | Normal                     |
      | Normal + Mode D + RCD detected | Normal                     |

  @AUT-040
  Scenario: There is no fifth mode
    Then "Stop Transaction Mode" offers exactly
      | Normal                         |
      | Stop only by disconnecting     |
      | Only by RFID/RemoteStop        |
      | Normal + Mode D + RCD detected |

  Rule: Normal

    Background:
      Given a session of card "0A0E9B83" runs at socket 1

    @AUT-042
    Scenario: The pull at the car is the end that is billed
      Given 10 min go by
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 stops with reason EVDisconnected
      And the stop of the transaction is dated to that moment

    @AUT-045
    Scenario: A plug that is torn out of the station ends the transaction
      Given the lock of socket 1 was forced open
      When the plug is pulled out of socket 1
      Then the plug comes out of socket 1
      And the transaction of socket 1 stops with reason EVDisconnected

  Rule: Stop only by disconnecting

    Background:
      Given the operator has configured
        | Stop Transaction Mode | Stop only by disconnecting |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1

    @AUT-052
    Scenario: Pulling the cable from the car stops the current and lets go of the plug, and no more
      When the cable of socket 1 is pulled from the car
      Then the current at socket 1 stops within 1 s
      And the plug in socket 1 is unlocked within 5 s
      And no transaction stops for 10 min

    @AUT-052
    Scenario: The car that comes back charges in the same transaction
      Given the cable of socket 1 was pulled from the car
      And 60 s go by
      When a vehicle is connected to the cable in socket 1
      Then current flows at socket 1 within 30 s
      And the backend sees socket 1 Charging within 60 s
      And no transaction starts for 5 min
      And no transaction stops for 5 min

    @AUT-053 @AUT-042
    Scenario: Pulling the plug from the station ends the transaction, at that moment
      Given the cable of socket 1 was pulled from the car
      And 30 min go by
      When the plug is pulled out of socket 1
      Then the transaction of socket 1 stops with reason EVDisconnected
      And the stop of the transaction is dated to that moment

    @AUT-054
    Scenario: The card ends the current and lets go of the plug, and no more
      When card "0A0E9B83" is presented at socket 1
      Then the current at socket 1 stops within 5 s
      And the plug in socket 1 is unlocked within 5 s
      And no transaction stops for 10 min

    @AUT-054
    Scenario: Behind the card the transaction ends with the plug
      Given card "0A0E9B83" was presented at socket 1
      And 5 min go by
      When the plug is pulled out of socket 1
      Then the transaction of socket 1 stops with reason EVDisconnected

    @AUT-053
    Scenario: Behind the card the pull at the car does not end the transaction
      Given card "0A0E9B83" was presented at socket 1
      And 5 min go by
      When the cable of socket 1 is pulled from the car
      Then no transaction stops for 10 min

    @AUT-054
    Scenario: Behind the card a loss of power does not bring the current back
      Given card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the supply is cut for 60 s
      Then no current flows at socket 1 for 10 min
      And no transaction stops for 10 min

    @AUT-053
    Scenario: A plug that is pulled during a loss of power ends the transaction
      Given the cable of socket 1 was pulled from the car
      And 60 s go by
      When the plug is pulled out of socket 1 while the supply is cut for 60 s
      Then the transaction of socket 1 stops with reason EVDisconnected within 5 min

    @AUT-055
    Scenario: Another card does nothing
      When card "C0FFEE01" is presented at socket 1
      Then no transaction stops for 5 min
      And the plug in socket 1 is not unlocked for 5 min
      And the current at socket 1 does not stop for 5 min

    @AUT-056
    Scenario: A remote stop is accepted, ends the current and lets go of the plug, and no more
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the current at socket 1 stops within 5 s
      And the plug in socket 1 is unlocked within 5 s
      And no transaction stops for 10 min

    @AUT-056
    Scenario: Behind a remote stop the transaction ends with the plug, once
      Given the backend stopped the transaction of socket 1
      And 5 min go by
      When the plug is pulled out of socket 1
      Then exactly one transaction stops, with reason Remote or EVDisconnected

    @AUT-057
    Scenario: State D does not end the transaction
      When the vehicle at socket 1 asks for ventilation for 60 s
      Then no transaction stops for 5 min

  Rule: Only by RFID/RemoteStop

    Background:
      Given the operator has configured
        | Stop Transaction Mode | Only by RFID/RemoteStop |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1

    @AUT-059
    Scenario: Pulling the cable from the car stops the current and no transaction
      When the cable of socket 1 is pulled from the car
      Then the current at socket 1 stops within 1 s
      And no transaction stops for 10 min

    @AUT-060
    Scenario: Pulling the plug from the station does not end the transaction either
      Given the cable of socket 1 was pulled from the car
      And 10 s go by
      When the plug is pulled out of socket 1
      Then the plug comes out of socket 1
      And no transaction stops for 10 min

    @AUT-059 @AUT-062
    Scenario: A car that leaves before a loss of power does not end the transaction, and the card does
      Given the cable of socket 1 was pulled from the car
      And the supply was cut for 60 s
      And 5 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local

    @AUT-059
    Scenario: A transaction that waits for its car is shown as such behind a loss of power
      Given the cable of socket 1 was pulled from the car
      And 10 s go by
      When the supply is cut for 60 s
      Then the backend sees socket 1 SuspendedEV within 5 min

    @AUT-061
    Scenario: The card ends the transaction and lets go of the plug
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "0a0e9b83"
      And the plug in socket 1 is unlocked within 5 s

    @AUT-062
    Scenario: The card ends the transaction when the cable has gone at both ends
      Given the cable of socket 1 was pulled from the car
      And 10 s go by
      And the plug was pulled out of socket 1
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "0a0e9b83"
      And the status of connector 1 is Available
      And the LED of socket 1 is steady green within 60 s

    @AUT-063
    Scenario: Another card does not end the transaction
      When card "C0FFEE01" is presented at socket 1
      Then no transaction stops for 5 min

    @AUT-064
    Scenario: A remote stop ends the transaction and lets go of the plug
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote
      And the plug in socket 1 is unlocked within 5 s

    @AUT-064
    Scenario: A remote stop ends the transaction when the cable has gone
      Given the cable of socket 1 was pulled from the car
      And 10 s go by
      And the plug was pulled out of socket 1
      And 60 s go by
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote

    @AUT-065
    Scenario: State D does not end a transaction that only card and backend end
      When the vehicle at socket 1 asks for ventilation for 60 s
      Then no transaction stops for 5 min

  Rule: Normal + Mode D + RCD detected

    Background:
      Given the operator has configured
        | Stop Transaction Mode | Normal + Mode D + RCD detected |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1

    @AUT-067
    Scenario: Pulling the cable from the car ends the transaction and lets go of the plug
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 stops with reason EVDisconnected
      And the plug in socket 1 is unlocked within 5 s

    @AUT-068
    Scenario: A plug that is torn out of the station ends the transaction, as in Normal
      Given the lock of socket 1 was forced open
      When the plug is pulled out of socket 1
      Then the plug comes out of socket 1
      And the transaction of socket 1 stops with reason EVDisconnected

    @AUT-069
    Scenario: The card ends the transaction as in Normal
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the plug in socket 1 is unlocked within 5 s

    @AUT-070
    Scenario: Another card does not end the transaction, as in Normal
      When card "C0FFEE01" is presented at socket 1
      Then no transaction stops for 5 min
      And the plug in socket 1 is not unlocked for 5 min

    @AUT-071
    Scenario: A remote stop ends the transaction
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote

    @AUT-076
    Scenario: State D is told from a vehicle that only pauses
      Given the vehicle at socket 1 becomes ready to charge
      When the vehicle at socket 1 asks for ventilation for 1 s
      Then a transaction stops within 10 s

    @AUT-072
    Scenario: State D ends the transaction, and state C does not bring the current back
      When the vehicle at socket 1 asks for ventilation for 60 s
      Then a transaction stops within 10 s
      And the current at socket 1 stops within 10 s
      And no current flows at socket 1 for 5 min

  Rule: Normal + Mode D + RCD detected, from the first moment on

    @AUT-072
    Scenario: A vehicle that goes to state D without having been in state C ends the transaction
      Given the operator has configured
        | Stop Transaction Mode | Normal + Mode D + RCD detected |
      And 60 s go by
      And a vehicle that is not ready to charge is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the vehicle at socket 1 asks for ventilation for 60 s
      Then a transaction stops within 10 s
