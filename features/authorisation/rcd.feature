Feature: The residual current device (RCD) trips
  Manual, 5.1 (Stop Transaction Mode) and 9. An RCD cuts the supply in every mode, and ends the transaction only in
  Normal + Mode D + RCD detected (D-AUT-01), and only where it tells the controller.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: Whatever the mode, the current ends at once

    Scenario Outline: In mode <mode> the current ends and nothing is offered any more
      Given the operator has configured
        | Stop Transaction Mode | <mode> |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the RCD of socket 1 trips
      Then the current at socket 1 stops within 100 ms
      And the vehicle at socket 1 is offered nothing within 5 s

      @AUT-074
      Examples:
        | mode                           |
        | Normal                         |
        | Stop only by disconnecting     |
        | Only by RFID/RemoteStop        |
        | Normal + Mode D + RCD detected |

    Scenario Outline: In mode <mode> the transaction stays open while the trip lasts
      Given the operator has configured
        | Stop Transaction Mode | <mode> |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the RCD of socket 1 trips
      Then the backend is told of GroundFailure at socket 1 within 10 s
      And a StatusNotification that names "RCD-Fault" comes within 10 s
      And no transaction stops for 10 min
      And no current flows at socket 1 for 10 min

      @AUT-051
      Examples:
        | mode   |
        | Normal |

      @AUT-058
      Examples:
        | mode                       |
        | Stop only by disconnecting |

      @AUT-066
      Examples:
        | mode                    |
        | Only by RFID/RemoteStop |

    @AUT-051
    Scenario: Behind the trip the same transaction charges again
      Given a session of card "0A0E9B83" runs at socket 1
      And the RCD of socket 1 has tripped
      And 60 s go by
      When the RCD of socket 1 is closed again
      Then current flows at socket 1 within 10 s
      And no transaction starts for 5 min
      And no transaction stops for 5 min

    @AUT-051
    Scenario: A trip that lasts over a loss of power leaves the transaction open too
      Given the operator has configured
        | Restart transaction after power loss | On |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the RCD of socket 1 has tripped
      And the supply was cut for 60 s
      And 5 min go by
      When the RCD of socket 1 is closed again
      Then current flows at socket 1 within 10 s
      And no transaction starts for 5 min
      And no transaction stops for 5 min

    @AUT-058
    Scenario: In mode Stop only by disconnecting the pull of the plug ends it, behind the trip
      Given the operator has configured
        | Stop Transaction Mode | Stop only by disconnecting |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the RCD of socket 1 has tripped
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And 10 s go by
      When the plug is pulled out of socket 1
      Then the transaction of socket 1 stops with reason EVDisconnected

    @AUT-066
    Scenario: In mode Only by RFID/RemoteStop the card ends it, behind the trip
      Given the operator has configured
        | Stop Transaction Mode | Only by RFID/RemoteStop |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the RCD of socket 1 has tripped
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local

  Rule: Normal + Mode D + RCD detected ends the transaction, if the RCD tells the controller

    Background:
      Given the operator has configured
        | Stop Transaction Mode | Normal + Mode D + RCD detected |
      And 60 s go by

    @AUT-073 @AUT-075
    Scenario: With a wire to the controller the transaction ends
      Given a session of card "0A0E9B83" runs at socket 1
      When the RCD of socket 1 trips
      Then the current at socket 1 stops within 100 ms
      And a transaction stops within 10 s
      And the backend is told of GroundFailure at socket 1 within 10 s

    @AUT-073
    Scenario: A trip while the supply is off ends the transaction that would go on
      Given the operator has configured
        | Restart transaction after power loss | On |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the fault "RCD open" comes at socket 1 while the supply is off
      Then the transaction of socket 1 is stopped within 15 min, by nobody who asked for it

    @AUT-075
    Scenario: Without a wire the current ends, and nobody is told
      Given the RCD of socket 1 has no wire to the controller
      And a session of card "0A0E9B83" runs at socket 1
      When the RCD of socket 1 trips
      Then the current at socket 1 stops within 100 ms
      And no transaction stops for 40 min
      And no StatusNotification with an error comes for 40 min
