Feature: Certification: reservations
  OCPP 1.6, 3.11, 5.13 (ReserveNow) and 5.2 (CancelReservation); manual, chapter 6 (steady yellow).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  Rule: A reserved connector is kept for its card

    @BKD-024
    Scenario: A reservation is accepted and shown to the backend
      When the backend reserves connector 1 for "0a0e9b83" for 30 min
      Then the station answers ReserveNow with Accepted
      And the backend sees socket 1 Reserved within 10 s

    @LED-012
    Scenario: A reserved connector shows steady yellow
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      Then the LED of socket 1 is steady yellow for 60 s

    @LED-012
    Scenario: The connector beside it does not
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      Then the LED of socket 2 is steady green for 60 s

    @BKD-024
    Scenario: Another card is refused at a reserved connector
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min

    @octt:TC_046_1_CS @BKD-024
    Scenario: The card that has the reservation starts a session
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And its StartTransaction names the reservation

    @octt:TC_046_2_CS @BKD-024
    Scenario: The backend starts the session that it has reserved for
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And its StartTransaction names the reservation

    @BKD-024
    Scenario: The backend starts nothing for another card, though the station asks nobody about remote starts
      Given the operator has configured
        | Send Authorize for RemoteStart | Off |
      And 60 s go by
      And the backend reserved connector 1 for "0a0e9b83" for 30 min
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "c0ffee01" at socket 1
      Then no transaction starts for 5 min

    @octt:TC_053_1_CS @BKD-024
    Scenario: A card of the group that has the reservation starts a session
      Given the backend sent the full list, version 1
        | c0ffee01 | Accepted | FLEET |
      And the backend reserved connector 1 for "0a0e9b83" and the group "FLEET" for 30 min
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "C0FFEE01" is presented at socket 1
      Then a transaction of "c0ffee01" starts at socket 1
      And its StartTransaction names the reservation

    @octt:TC_053_2_CS @BKD-024
    Scenario: The backend starts a session for a card of the group that has the reservation
      Given the backend sent the full list, version 1
        | c0ffee01 | Accepted | FLEET |
      And the backend reserved connector 1 for "0a0e9b83" and the group "FLEET" for 30 min
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "c0ffee01" at socket 1
      Then the station answers RemoteStartTransaction with Accepted
      And a transaction of "c0ffee01" starts at socket 1
      And its StartTransaction names the reservation

    @octt:TC_049_CS @BKD-024
    Scenario Outline: The card that has a reservation of the station starts a session at socket <socket>
      Given the backend reserved connector 0 for "0a0e9b83" for 30 min
      And a vehicle is plugged in at socket <socket>
      And 10 s go by
      When card "0A0E9B83" is presented at socket <socket>
      Then a transaction of "0a0e9b83" starts at socket <socket>
      And its StartTransaction names the reservation

      Examples:
        | socket |
        | 1      |
        | 2      |

    @octt:TC_049_CS @BKD-024
    Scenario: The last free socket of a reserved station is for its card only
      Given the backend reserved connector 0 for "0a0e9b83" for 30 min
      And the backend accepts card "c0ffee02"
      And a session of card "C0FFEE01" runs at socket 1
      When card "C0FFEE02" is presented at socket 2
      Then the LED of socket 2 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min

    @BKD-024
    Scenario: The station as a whole is not Reserved with it
      When the backend reserves connector 0 for "0a0e9b83" for 30 min
      Then the station answers ReserveNow with Accepted
      And the status of connector 0 is Available

    @BKD-024
    Scenario: There is nothing to reserve at a connector that does not exist
      When the backend reserves connector 7 for "0a0e9b83" for 30 min
      Then the station answers ReserveNow with Rejected

    @BKD-024
    Scenario: A reservation outlasts a loss of power
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      And the supply was cut for 60 s
      And 3 min go by
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min

  Rule: A reservation has an end

    @LED-012
    Scenario: A reservation that outlasted a loss of power ends when its time is over
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      When the supply is cut for 60 s
      Then the backend sees socket 1 Reserved within 3 min
      And the backend sees socket 1 Available within 31 min

    @octt:TC_047_CS @LED-012
    Scenario: A reservation whose time is over is gone
      Given 5 s go by
      When the backend reserves connector 1 for "0a0e9b83" for 10 min
      Then the backend sees socket 1 Reserved within 10 s
      And the backend sees socket 1 Available within 605 s
      And the LED of socket 1 is steady green for 60 s

    @octt:TC_051_CS @LED-012
    Scenario: A reservation that the backend cancels is gone
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      And 10 s go by
      When the backend cancels the reservation
      Then the station answers CancelReservation with Accepted
      And the backend sees socket 1 Available within 10 s
      And the LED of socket 1 is steady green for 60 s

    @octt:TC_052_CS @LED-012
    Scenario: A reservation that there is not cannot be cancelled, and the others stay
      Given the backend reserved connector 1 for "0a0e9b83" for 30 min
      And 10 s go by
      When the backend cancels the reservation number 8
      Then the station answers CancelReservation with Rejected
      And the LED of socket 1 is steady yellow for 60 s

  Rule: Who cannot keep a place says why

    @octt:TC_048_1_CS @BKD-024
    Scenario: A connector with a fault is not reserved
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And card "0A0E9B83" was presented at socket 1
      And 10 s go by
      When the backend reserves connector 1 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Faulted

    @octt:TC_048_2_CS @BKD-024
    Scenario: A connector in use is not reserved
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend reserves connector 1 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Occupied

    @octt:TC_048_3_CS @BKD-024
    Scenario: A connector out of service is not reserved
      Given the backend made connector 1 Inoperative
      When the backend reserves connector 1 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Unavailable

    @octt:TC_050_1_CS @BKD-024
    Scenario: A station whose connectors have faults is not reserved
      Given a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      And the contactor of socket 1 is welded
      And the contactor of socket 2 is welded
      And card "0A0E9B83" was presented at socket 1
      And card "C0FFEE01" was presented at socket 2
      And 10 s go by
      When the backend reserves connector 0 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Faulted

    @octt:TC_050_2_CS @BKD-024
    Scenario: A station whose connectors are in use is not reserved
      Given a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      When the backend reserves connector 0 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Occupied

    @octt:TC_050_3_CS @BKD-024
    Scenario: A station out of service is not reserved
      Given the backend made connector 0 Inoperative
      When the backend reserves connector 0 for "c0ffee01" for 30 min
      Then the station answers ReserveNow with Unavailable

    @BKD-024
    Scenario Outline: A station at which anybody may charge keeps no place: connector <connector>
      Given the operator has configured
        | Free Charging      | On                                     |
        | Free Charging Mode | With OCPP full, any rfid with auth     |
      And 60 s go by
      When the backend reserves connector <connector> for "0a0e9b83" for 30 min
      Then the station answers ReserveNow with Rejected

      @octt:TC_048_4_CS
      Examples:
        | connector |
        | 1         |

      @octt:TC_050_4_CS
      Examples:
        | connector |
        | 0         |

    @BKD-024
    Scenario: A reservation whose time is over before it begins is refused
      Given 60 s go by
      When the backend reserves connector 1 for "0a0e9b83" until 30 s ago
      Then the station answers ReserveNow with Rejected
      And the backend receives no StatusNotification for 60 s
