Feature: Voltage and phases of the supply
  Manual, 7.1. Power Source Voltage and Phases connected to the ChargePoint say by what watts become amperes (D-PWR-07);
  charging profiles in W show it. That the electrician has connected one phase is said apart from what is configured.

  Rule: Power Source Voltage

    @PWR-017
    Scenario: It is 230 V from the factory
      Then the operator sees "Power Source Voltage" as "230"

    @PWR-016
    Scenario: It is the voltage between a phase and neutral
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has set "Phases connected to the ChargePoint" to "Single-phase system"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | chargingRateUnit | W    |
        | from 0 s         | 3680 |
      Then the vehicle at socket 1 is offered 16 A within 10 s

    @PWR-018
    Scenario Outline: It is that of one phase on three phases too
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has set "Power Source Voltage" to "<volts>"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | chargingRateUnit | W     |
        | from 0 s         | 11040 |
      Then the vehicle at socket 1 is offered between <least> and <most> within 10 s

      Examples: 9.2 A may be signalled in whole amperes
        | volts | least | most  |
        | 230   | 16 A  | 16 A  |
        | 400   | 9 A   | 9.2 A |

    @PWR-019
    Scenario: Power is phases times voltage times current, rounded down
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      Then a limit in W is phases times voltage times current for the vehicle at socket 1, in 20 draws

  Rule: Phases connected to the ChargePoint

    @PWR-021
    Scenario: There are the three values of the manual
      Then "Phases connected to the ChargePoint" offers exactly
        | Single-phase system                |
        | Single-phase system (IT earthing)  |
        | Three-phase system                 |

    @PWR-021
    Scenario: The arithmetic of power follows the choice
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | chargingRateUnit | W    |
        | from 0 s         | 6900 |
      Then the vehicle at socket 1 is offered 10 A within 10 s
      When the operator sets "Phases connected to the ChargePoint" to "Single-phase system"
      Then the vehicle at socket 1 is offered 30 A within 10 s

    @PWR-021
    Scenario: The choice for socket 1 changes nothing at socket 2
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has set "Phases connected to the ChargePoint" to "Single-phase system"
      And a session of card "0A0E9B83" runs at socket 2
      When the backend sends a TxDefaultProfile to connector 2
        | chargingRateUnit | W     |
        | from 0 s         | 11040 |
      Then the vehicle at socket 2 is offered 16 A within 10 s

    @PWR-022
    Scenario: A single-phase charge point loads one phase
      Given the electrician has connected 1 phase to socket 1
      And the operator has configured
        | Free Charging                       | On                  |
        | Phases connected to the ChargePoint | Single-phase system |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes 32 A, 0 A and 0 A
      And the vehicle at socket 1 takes between 7300 W and 7360 W

    Scenario Outline: One grid phase is booked for a single-phase charge point, before anything is measured
      Given the electrician has connected 1 phase to socket 1
      And the electrician has connected 1 phase to socket 2, as "STR"
      And the manufacturer has configured
        | Charging station with one feed                  | On                               |
        | Free Charging                                   | On                               |
        | Phases connected to the ChargePoint             | <system>                         |
        | Phases connected to the ChargePoint (Connector 2) | <system>                       |
        | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1)                   |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When a vehicle that is not ready to charge is plugged in at socket 2
      Then the vehicle at socket 2 is offered 32 A within 10 s
      And the vehicle at socket 1 is offered 32 A
      And the operator sees "Phases connected to the ChargePoint" as "<system>"

      @PWR-022
      Examples:
        | system              |
        | Single-phase system |

      @PWR-023
      Examples:
        | system                            |
        | Single-phase system (IT earthing) |

    @PWR-024
    Scenario: On a three-phase system all phases are there for the vehicle
      Given the operator has configured
        | Free Charging                       | On                 |
        | Operator Current Limit [A]          | 16                 |
        | Phases connected to the ChargePoint | Three-phase system |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes 16 A, 16 A and 16 A
      And the vehicle at socket 1 takes between 10900 W and 11040 W

    @PWR-024
    Scenario: On a three-phase system all phases are booked
      Given the manufacturer has configured
        | Charging station with one feed                  | On             |
        | Free Charging                                   | On             |
        | Phase rotation of the ChargePoint (Connector 2) | STR (L2/L3/L1) |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When a vehicle is plugged in at socket 2
      Then the vehicles are offered 28 A to 32 A together within 35 s
      And the offers together never exceed 32 A for 2 min
