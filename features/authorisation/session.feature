Feature: From authorisation to the end of a session
  Manual, 5.1 (Stop Transaction Mode Normal, Lock Actuator only if authorized, Send Authorize for RemoteStart,
  If in doubt allow charging).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  Rule: In mode Normal a session ends at the car or by the same card

    @AUT-043 @device
    Scenario: Pulling the cable from the car ends the transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 stops with reason EVDisconnected

    @AUT-044
    Scenario: Pulling the cable from the car unlocks the plug
      Given a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then the plug in socket 1 is unlocked within 5 s

    @AUT-044
    Scenario: After that the plug can be pulled from the station
      Given a session of card "0A0E9B83" runs at socket 1
      And the cable of socket 1 was pulled from the car
      And 5 s go by
      When the plug is pulled out of socket 1
      Then the plug comes out of socket 1

    @AUT-046 @device
    Scenario: The card that started the session ends it
      Given a session of card "0A0E9B83" runs at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the transaction was stopped by card "0a0e9b83"
      And the current at socket 1 stops within 5 s

    @AUT-047
    Scenario: The card that ended the session unlocks the plug
      Given a session of card "0A0E9B83" runs at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the plug in socket 1 is unlocked within 5 s

    @AUT-048
    Scenario: Another card does not end the session
      Given a session of card "0A0E9B83" runs at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then no transaction stops for 5 min
      And the plug in socket 1 is not unlocked for 5 min
      And the current at socket 1 does not stop for 5 min

    @AUT-048 @RFD-015
    Scenario: A card whose UID begins like that of the session does not end it
      Given the backend accepts card "04567daa5f3580"
      And a session of card "04567DAA5F3580" runs at socket 1
      When card "04567DAA5F3581" is presented at socket 1
      Then no transaction stops for 5 min

    @AUT-048
    Scenario: Another card that was shown during the session starts none behind it
      Given a session of card "0A0E9B83" runs at socket 1
      And card "C0FFEE01" was presented at socket 1
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And no transaction starts for 10 min

    @AUT-049 @device
    Scenario: The backend can end the session
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote
      And the plug in socket 1 is unlocked within 5 s

    @AUT-050
    Scenario: A vehicle that asks for ventilation for a while stays in the same transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When the vehicle at socket 1 asks for ventilation for 60 s
      Then no transaction stops for 5 min

  Rule: The plug is locked while current may flow

    @AUT-077
    Scenario: With Lock Actuator only if authorized, an unauthorised plug is not locked
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then the plug in socket 1 is not locked for 10 min

    @AUT-077
    Scenario: With Lock Actuator only if authorized, nor is one at socket 2
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      When a vehicle is plugged in at socket 2
      Then the plug in socket 2 is not locked for 10 min

    @AUT-077
    Scenario: With Lock Actuator only if authorized, the plug is locked before current flows
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the plug in socket 1 is locked before current flows

    @AUT-078
    Scenario: With Lock Actuator only if authorized, an unauthorised plug can be pulled out
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 min go by
      When somebody pulls at the plug in socket 1
      Then the plug comes out of socket 1

    @AUT-079
    Scenario: With Lock Actuator only if authorized, a refused card leaves the lock open
      Given the operator has configured
        | Lock Actuator only if authorized | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And card "DEADBEEF" was presented at socket 1
      When somebody pulls at the plug in socket 1
      Then the plug comes out of socket 1

    @AUT-080
    Scenario: Otherwise the plug is locked as soon as it is plugged in
      Given the operator has configured
        | Lock Actuator only if authorized | Off |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then the plug in socket 1 is locked within 5 s

    @AUT-080
    Scenario: A plug that was locked at once is let go with the car, when nobody was authorised
      Given the operator has configured
        | Lock Actuator only if authorized | Off |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 min go by
      When the cable of socket 1 is pulled from the car
      Then the plug in socket 1 is unlocked within 5 s

    @AUT-081
    Scenario: A locked plug cannot be pulled out
      Given a session of card "0A0E9B83" runs at socket 1
      When somebody pulls at the plug in socket 1
      Then the plug stays in socket 1

  Rule: Whether a remote start is checked with the backend is configurable

    @AUT-008
    Scenario: With Send Authorize for RemoteStart on, the backend is asked first
      Given the operator has configured
        | Send Authorize for RemoteStart | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the backend is asked about card "0a0e9b83"
      And a transaction of "0a0e9b83" starts at socket 1

    @AUT-009
    Scenario: With Send Authorize for RemoteStart on, a refusal starts nothing
      Given the operator has configured
        | Send Authorize for RemoteStart | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "deadbeef" at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

    @AUT-010
    Scenario: With Send Authorize for RemoteStart off, the session starts without a question
      Given the operator has configured
        | Send Authorize for RemoteStart | Off |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And nobody is asked about a card

    @AUT-011
    Scenario: A backend that wants to be asked gets its session with the setting on
      Given the operator has configured
        | Send Authorize for RemoteStart | On |
      And 60 s go by
      And the backend wants to be asked about a card before its transaction starts
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then charging starts at socket 1
      And no transaction stops for 5 min

    @AUT-011
    Scenario: A backend that wants to be asked does not get it with the setting off
      Given the operator has configured
        | Send Authorize for RemoteStart | Off |
      And 60 s go by
      And the backend wants to be asked about a card before its transaction starts
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the transaction of socket 1 stops with reason DeAuthorized within 1 min

    @AUT-011
    Scenario: A backend that cannot be asked gets its session with the setting off
      Given the operator has configured
        | Send Authorize for RemoteStart | Off |
      And 60 s go by
      And the backend answers every Authorize with the error NotSupported
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then charging starts at socket 1
      And no transaction stops for 5 min

    @AUT-011
    Scenario: A backend that cannot be asked does not get it with the setting on
      Given the operator has configured
        | Send Authorize for RemoteStart | On |
      And 60 s go by
      And the backend answers every Authorize with the error NotSupported
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

  Rule: What happens when nobody can be asked is configurable

    @AUT-018
    Scenario: In doubt Off: without a backend an unknown card gets no current
      Given the line to the backend is cut
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 10 min

    @AUT-018 @AUT-019
    Scenario: In doubt Off: an attempt without a line is not made good later
      Given the line to the backend is cut
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      When the line to the backend is back
      Then no current flows at socket 1 for 10 min
      And no transaction starts for 10 min

    @AUT-019
    Scenario: In doubt Off: once the line is back the same card is taken
      Given the line to the backend is cut
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And the line to the backend is back
      And 3 min go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1

    @AUT-022
    Scenario: In doubt On: a refusal of the backend counts all the same
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "DEADBEEF" is presented at socket 1
      Then no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

    @AUT-023
    Scenario: In doubt On: any card charges while the backend cannot be reached
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @AUT-025
    Scenario: In doubt On: a session that the backend refuses afterwards is ended
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "DEADBEEF" runs at socket 1
      When the line to the backend is back
      Then the current at socket 1 stops within 3 min
      And the transaction of socket 1 stops with reason DeAuthorized within 3 min

    @AUT-025
    Scenario: In doubt On: so is one at socket 2
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "DEADBEEF" runs at socket 2
      When the line to the backend is back
      Then the current at socket 2 stops within 3 min
      And the transaction of socket 2 stops with reason DeAuthorized within 3 min

    @AUT-031
    Scenario: In doubt On: plugging in alone is not enough
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      When a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 5 min

    @AUT-028
    Scenario: OnImmediatelyWhenPluggedIn: without a backend plugging in is enough
      Given the operator has configured
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      When a vehicle is plugged in at socket 1
      Then charging starts at once at socket 1

    @AUT-032
    Scenario: OnImmediatelyWhenPluggedIn: with a backend plugging in is not enough
      Given the operator has configured
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 5 min
      And no transaction starts for 5 min

    @AUT-033
    Scenario: In doubt Off: a backend that stays silent counts as no answer after a minute
      Given the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 rotates white for 58 s
      And the LED of socket 1 flashes green, yellow and blue exactly 5 times

    @AUT-034
    Scenario: In doubt On: a backend that stays silent leaves the driver in after a minute
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 rotates white for 58 s
      And current flows at socket 1 within 75 s
