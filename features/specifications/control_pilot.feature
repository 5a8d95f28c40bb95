Feature: The control pilot
  Manual, chapter 11: charging in mode 3 as in IEC 61851-1. The figures are those of the standard, not of the manual.

  Rule: What the vehicle signals

    @SPC-007
    Scenario: Without a vehicle the pilot is not modulated and the socket is dead
      Given whoever plugs in may charge
      When a cable without a vehicle is put into socket 1
      Then the pilot of socket 1 is not modulated for 5 min
      And the contactor of socket 1 does not close for 5 min

    @SPC-008
    Scenario: A vehicle that is not ready leaves the socket off
      Given whoever plugs in may charge
      When a vehicle that is not ready to charge is plugged in at socket 1
      Then the contactor of socket 1 does not close for 5 min
      And no current flows at socket 1 for 5 min

    @SPC-009 @SPC-016
    Scenario: A vehicle that becomes ready is supplied within 3 s
      Given whoever plugs in may charge
      And a vehicle that is not ready to charge is plugged in at socket 1
      And 30 s go by
      When the vehicle at socket 1 becomes ready to charge
      Then the contactor of socket 1 closes within 3 s
      And current flows at socket 1 within 5 s

    @SPC-011
    Scenario: A pilot that is shorted ends the supply within 3 s
      Given whoever plugs in may charge
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the fault "vehicle error" comes at socket 1
      Then the contactor of socket 1 opens within 3 s
      And the current at socket 1 stops within 3 s

    @SPC-017
    Scenario: A vehicle that pauses opens the contactor within 100 ms
      Given whoever plugs in may charge
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 30 s go by
      When the vehicle at socket 1 pauses
      Then the contactor of socket 1 opens within 100 ms

    @SPC-017
    Scenario: A cable that is pulled from the car opens the contactor within 100 ms
      Given whoever plugs in may charge
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 30 s go by
      When the cable of socket 1 is pulled from the car
      Then the contactor of socket 1 opens within 100 ms

    @SPC-020
    Scenario: A vehicle without a diode is not supplied
      Given whoever plugs in may charge
      And the fault "vehicle without diode" is there at socket 1
      When a vehicle is plugged in at socket 1
      Then from 5 s on no current flows at socket 1 for 5 min

  Rule: What the station signals

    @SPC-019
    Scenario Outline: A plug of <rating> A is offered <rating> A at most
      Given whoever plugs in may charge
      When a vehicle is plugged in at socket 1 with a cable of <rating> A
      Then the vehicle at socket 1 is offered <rating> A

      Examples:
        | rating |
        | 13     |
        | 20     |
        | 32     |

    @SPC-019
    Scenario: A plug of 63 A is offered all that the station has
      Given whoever plugs in may charge
      When a vehicle is plugged in at socket 1 with a cable of 63 A
      Then the vehicle at socket 1 is offered 32 A
