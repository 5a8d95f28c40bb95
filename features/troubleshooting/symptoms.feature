Feature: Troubleshooting: symptom, cause and remedy
  Manual, chapter 10. The cause is brought about, the symptom of the manual is seen, and the remedy of the manual ends it.

  Rule: Card is not read

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @TRB-008
    Scenario: A card of a type that is not supported is not read
      When a card "0A0E9B83" of type "EM4100 125 kHz" is presented at socket 1
      Then the LED of socket 1 does not rotate for 60 s
      And the backend receives no Authorize for 60 s

    @TRB-008
    Scenario: The next card, of a type that is supported, is read
      When a card "0A0E9B83" of type "EM4100 125 kHz" is presented at socket 1
      And 5 s go by
      And a card "0A0E9B83" of type "MIFARE Classic" is presented at socket 1
      Then the LED of socket 1 rotates within 5 s
      And the backend is asked about card "0a0e9b83"

    @TRB-012
    Scenario: A card that is not read changes nothing on the ring
      When a card "C0FFEE01" of type "EM4100 125 kHz" is presented at socket 1
      Then the LED of socket 1 does not rotate for 60 s
      And the LED of socket 1 does not flash green, yellow and blue for 60 s

    @TRB-012
    Scenario: A card that is read and refused is answered by rotation and five flashes
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 rotates within 5 s
      And the LED of socket 1 flashes green, yellow and blue exactly 5 times

    @TRB-006
    Scenario Outline: With LED-type <set> a module <fitted> reads no card
      Given a module <fitted> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<set>"
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 does not rotate for 60 s
      And the backend receives no Authorize for 60 s

      Examples:
        | fitted  | set     |
        | RFID105 | RFID110 |
        | RFID110 | RFID117 |

    @TRB-009
    Scenario: With the right LED-type the card is read
      Given a module RFID105 with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "RFID110"
      And card "0A0E9B83" was presented at socket 1
      When "LED-type" among the factory settings is corrected to "RFID105"
      And card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 rotates within 5 s
      And the backend is asked about card "0a0e9b83"

    @TRB-007
    Scenario: With RFID - Slave against the wiring no card is read at the slave
      Given "RFID - Slave" among the factory settings is "On"
      When card "0A0E9B83" is presented at socket 2
      Then the LED of socket 2 does not rotate for 60 s
      And the backend receives no Authorize for 60 s

    @TRB-010
    Scenario: With RFID - Slave as the wiring is, the card is read
      Given "RFID - Slave" among the factory settings is "On"
      And card "0A0E9B83" was presented at socket 2
      When "RFID - Slave" among the factory settings is corrected to "Off"
      And card "0A0E9B83" is presented at socket 2
      Then the LED of socket 2 rotates within 5 s
      And the backend is asked about card "0a0e9b83"

    @TRB-011
    Scenario Outline: <name> is the manufacturer's
      Then the operator can neither see nor set "<name>" to "<value>", and the manufacturer can

      Examples:
        | name         | value   |
        | LED-type     | RFID105 |
        | RFID - Slave | On      |

  Rule: No connection to the backend

    @TRB-028 @needs-ocpp-soap
    Scenario: With an OCPP Mode that is not the provider's there is no connection
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet            |
        | OCPP Mode                               | OCPP-S 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-028 @needs-ocpp-soap
    Scenario: With the OCPP Mode of the provider there is a connection
      Given a backend that listens, with a heartbeat interval of 300 s
      And the operator has configured
        | Connection Type                         | Ethernet            |
        | OCPP Mode                               | OCPP-S 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      When the operator configures
        | OCPP Mode | OCPP-J 1.6 |
      Then the backend receives BootNotification within 3 min

    @TRB-034
    Scenario Outline: Corrected one by one, <first>, <second> and <third> bring the connection with the last of them
      Given a backend that asks for the password "juist-wachtwoord"
      And the backend has registered only the identity PS2-0001
      And the operator has configured
        | Connection Type                         | Ethernet                 |
        | OCPP ChargeBoxIdentity (ChargePointID)  | PS2-0002                 |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test:9999/ocpp |
        | HTTP Basic Authentication password      | fout-wachtwoord1         |
      When the operator corrects the <first>, the <second> and the <third>, with 10 min after each
      Then the station connects after the last correction, and not before

      Examples:
        | first    | second   | third    |
        | identity | URL      | password |
        | password | identity | URL      |
        | URL      | password | identity |

    @TRB-034 @needs-ocpp-soap
    Scenario: Corrected one by one, URL, password, identity and mode bring the connection with the last of them
      Given a backend that asks for the password "juist-wachtwoord"
      And the backend has registered only the identity PS2-0001
      And the operator has configured
        | Connection Type                         | Ethernet                 |
        | OCPP Mode                               | OCPP-S 1.6               |
        | OCPP ChargeBoxIdentity (ChargePointID)  | PS2-0002                 |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test:9999/ocpp |
        | HTTP Basic Authentication password      | fout-wachtwoord1         |
      When the operator corrects the URL, the password, the identity and the mode, with 10 min after each
      Then the station connects after the last correction, and not before

    Scenario Outline: Addresses entered by hand, <what>: no connection
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet             |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp  |
        | Mode for network configuration          | Manual configuration |
        | Static network configuration IP         | 192.168.1.77         |
        | Static network configuration netmask    | <netmask>            |
        | Static network configuration gateway    | <gateway>            |
        | Static network configuration DNS        | <DNS>                |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

      @TRB-014
      Examples:
        | what                                  | netmask       | gateway     | DNS         |
        | with a gateway outside of the network | 255.255.255.0 | 192.168.2.1 | 192.168.1.1 |

      @TRB-022
      Examples:
        | what              | netmask       | gateway     | DNS         |
        | without a gateway | 255.255.255.0 |             | 192.168.1.1 |
        | without a DNS     | 255.255.255.0 | 192.168.1.1 |             |

      @TRB-023
      Examples:
        | what                                | netmask         | gateway     | DNS         |
        | with the netmask of another network | 255.255.255.192 | 192.168.1.1 | 192.168.1.1 |

    @TRB-022 @TRB-023
    Scenario: Addresses entered by hand that are complete and fit the network bring the connection
      Given a backend that listens, with a heartbeat interval of 300 s
      And the operator has configured
        | Connection Type                         | Ethernet             |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp  |
        | Mode for network configuration          | Manual configuration |
        | Static network configuration IP         | 192.168.1.77         |
        | Static network configuration netmask    | 255.255.255.0        |
        | Static network configuration DNS        | 192.168.1.1          |
      And 10 min go by
      When the operator configures
        | Static network configuration gateway | 192.168.1.1 |
      Then the backend receives BootNotification within 3 min

    @TRB-024
    Scenario: A router that does not work takes the connection away until it works again
      Given a station that is connected to its backend
      And the operator has configured
        | WebSockets keep-alive interval | 60 |
      And 3 min go by
      When the line to the backend falls silent
      Then within 20 min the dashboard stops showing the backend as connected
      And the line to the backend comes back
      And the dashboard comes to show the backend as connected within 3 min

    @TRB-025
    Scenario: A switch that does not work takes the connection away until it works again
      Given a station that is connected to its backend
      When the line to the backend is cut
      Then within 20 min the dashboard stops showing the backend as connected
      And the line to the backend comes back
      And the dashboard comes to show the backend as connected within 3 min

    @TRB-015 @TRB-013 @needs-cellular
    Scenario Outline: <what> keeps a station with a modem from its backend
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | GSM                 |
        | Access Point Name (APN)                 | <apn>               |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

      Examples:
        | what             | apn         |
        | GSM without SIM  |             |
        | GSM, a wrong APN | fout.invalid |

    @TRB-016 @needs-cellular
    Scenario: Ethernet without a cable keeps a station from its backend
      Given a backend that listens, with a heartbeat interval of 300 s
      And the line to the backend is cut
      When the operator configures
        | Connection Type                         | Ethernet            |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-017 @needs-cellular
    Scenario: The right Connection Type brings the connection back
      Given a backend that listens, with a heartbeat interval of 300 s
      And the operator has configured
        | Connection Type                         | GSM                 |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      And 10 min go by
      When the operator configures
        | Connection Type | Ethernet |
      Then the backend receives BootNotification within 3 min

    @TRB-005 @TRB-018
    Scenario: A cable that is pulled takes the connection away
      Given a station that is connected to its backend
      And the line to the backend is cut
      And 3 min go by
      Then the dashboard does not show the backend as connected

    @TRB-005 @TRB-026
    Scenario: A cable that is back brings the connection back by itself
      Given a station that is connected to its backend
      And the line to the backend is cut
      And 5 min go by
      When the line to the backend is back
      And 3 min go by
      Then the dashboard shows the backend as connected, with the seconds to the next heartbeat

    Scenario Outline: <what> keeps the station from its backend
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend takes nobody but at the path "/ocpp"
      And the backend has registered only the identity PS2-0001
      And the station's identity is <identity>
      When the operator configures
        | Connection Type                         | Ethernet |
        | WebSockets JSON OCPP URL of the Backend | <url>    |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

      @TRB-029 @TRB-027
      Examples:
        | what             | identity | url                 |
        | A wrong identity | PS2-0002 | ws://csms.test/ocpp |

      @TRB-030 @TRB-027
      Examples:
        | what           | identity | url                      |
        | A wrong host   | PS2-0001 | ws://other.test/ocpp     |
        | A wrong port   | PS2-0001 | ws://csms.test:9999/ocpp |
        | A wrong path   | PS2-0001 | ws://csms.test/other     |
        | A wrong scheme | PS2-0001 | wss://csms.test/ocpp     |

    @TRB-029 @TRB-030
    Scenario: With the right identity and the right URL the station connects
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend takes nobody but at the path "/ocpp"
      And the backend has registered only the identity PS2-0001
      And the station's identity is PS2-0001
      When the operator configures
        | Connection Type                         | Ethernet            |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      And 3 min go by
      Then the dashboard shows the backend as connected, with the seconds to the next heartbeat

    @TRB-031
    Scenario: A wrong password is refused
      Given a backend that asks for the password "juist-wachtwoord"
      When the operator configures the backend and the password "fout-wachtwoord1"
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-031
    Scenario: With the right password the station connects
      Given a backend that asks for the password "juist-wachtwoord"
      When the operator configures the backend and the password "juist-wachtwoord"
      Then the backend receives BootNotification within 3 min

    @TRB-032
    Scenario: A provider without passwords is reached with an empty field
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend over the local network
      Then the handshake has no Authorization header, and is accepted

    @TRB-033
    Scenario: Without a URL nothing is tried
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type | Ethernet |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-033
    Scenario: Without an identity no backend is found
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet            |
        | OCPP ChargeBoxIdentity (ChargePointID)  |                     |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-035
    Scenario: A backend that is not ready is not reached
      Given a backend that listens, with a heartbeat interval of 300 s
      And the line to the backend is cut
      When the operator configures the backend over the local network
      Then the backend receives no BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-036
    Scenario: A backend that comes online is found without any help
      Given a backend that listens, with a heartbeat interval of 300 s
      And the line to the backend is cut
      And the station is configured for its backend over the local network
      And 20 min go by
      When the line to the backend is back
      Then the backend receives BootNotification within 3 min

    @TRB-037
    Scenario: A backend that takes the line and answers nothing is not ready
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend does not answer BootNotification any more
      And the station is configured for its backend over the local network
      And 10 min go by
      Then the dashboard does not show the backend as connected

    @TRB-037
    Scenario: A backend that begins to answer is ready
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend does not answer BootNotification any more
      And the station is configured for its backend over the local network
      And 10 min go by
      When the backend answers BootNotification again
      And 5 min go by
      Then the dashboard shows the backend as connected, with the seconds to the next heartbeat

    @TRB-037
    Scenario: A backend that answers "out of order" is not ready, and is found when it works again
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend refuses every line as out of order
      And the station is configured for its backend over the local network
      And 10 min go by
      When the backend works again
      Then the backend receives BootNotification within 3 min

    @TRB-038
    Scenario: A station that is created in the backend is taken without any help
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend has registered only the identity PS2-9999
      And the station's identity is PS2-0001
      And the station is configured for its backend over the local network
      And 10 min go by
      When the backend registers the identity PS2-0001
      Then the backend receives BootNotification within 3 min

    @TRB-038 @TRB-039
    Scenario: A station that the backend rejects is not in service
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend answers BootNotification with Rejected and an interval of 60 s
      When the operator configures the backend over the local network
      Then the backend receives nothing but BootNotification for 10 min
      And the dashboard does not show the backend as connected

    @TRB-038 @TRB-039
    Scenario: A station that the backend accepts later is in service
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend answers BootNotification with Rejected and an interval of 60 s
      And the station is configured for its backend over the local network
      And 10 min go by
      When the backend accepts the station from now on
      Then the backend receives StatusNotification within 3 min
      And the dashboard shows the backend as connected, with the seconds to the next heartbeat

  Rule: No display, LEDs off

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @TRB-002 @TRB-045 @TRB-046 @TRB-047 @TRB-048 @TRB-051
    Scenario: Whatever protective device has taken the supply away, the rings are dark until it is closed again
      When the supply goes
      Then the LED of socket 1 is dark for 10 min
      And the LED of socket 2 is dark for 10 min
      And the supply comes back
      And the LED of socket 1 is steady green for 60 s
      And the LED of socket 2 is steady green for 60 s
      And the backend receives BootNotification within 30 min

    @TRB-049
    Scenario: Behind an outage no session begins where the vehicle was unplugged meanwhile
      Given a session of card "0A0E9B83" runs at socket 1
      When the cable of socket 1 is pulled from the car while the supply is off
      Then no current flows at socket 1 from then on for 30 min

  Rule: LED flashes green, yellow and blue, and the energy meter is dark

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @TRB-002 @TRB-053 @TRB-054
    Scenario: A charge point that is not live flashes green, yellow and blue
      When the fault "RCD trips again" comes at socket 1
      And 2 h go by
      Then the backend is told of GroundFailure at socket 1 within 2 h
      And the LED of socket 1 goes on flashing green, yellow and blue for 10 min

    @TRB-056
    Scenario: The controller works on when its charge point is not live
      Given the fault "RCD trips again" is there at socket 1
      And 10 min go by
      Then the dashboard shows the backend as connected, with the seconds to the next heartbeat

    @TRB-057
    Scenario: A charge point that is not live does not charge
      Given the fault "RCD trips again" is there at socket 1
      And 2 h go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no transaction starts for 10 min
      And no current flows at socket 1 for 10 min

    @TRB-063
    Scenario: The other charge point works on
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "RCD trips again" comes at socket 2
      Then the current at socket 1 does not stop for 10 min
      And the backend sees socket 2 Faulted within 11 min

    @TRB-058
    Scenario: With the RCD off a vehicle can be disconnected
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "RCD trips again" is there at socket 1
      And the cable of socket 1 was pulled from the car
      And 10 s go by
      When the plug is pulled out of socket 1
      Then the plug comes out of socket 1

    @TRB-059
    Scenario: An RCD that is switched on ends the fault
      Given the fault "RCD trips again" is there at socket 1
      And 2 h go by
      When the fault "RCD trips again" goes at socket 1
      Then the backend is told "RCD reconnected" as over for socket 1
      And the LED of socket 1 is steady green for 60 s
      And a session of card "0A0E9B83" can be had at socket 1

    Scenario Outline: Behind a contactor <contactor> that is stuck the RCD trips again and again, and with a sound one it holds
      Given the fault "RCD trips again" is there at socket <socket>
      When 2 h go by
      Then the backend is not told "RCD reconnected" as over for socket <socket> for 4 h
      And the fault "RCD trips again" is mended at socket <socket>
      And the backend is told "RCD reconnected" as over for socket <socket>
      And a session of card "0A0E9B83" can be had at socket <socket>

      @TRB-060
      Examples:
        | contactor | socket |
        | 7Q1       | 1      |

      @TRB-061
      Examples:
        | contactor | socket |
        | 9Q1       | 2      |

  Rule: Error directly after a vehicle is connected

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | Lock Actuator only if authorized | Off |
      And 60 s go by
      And the fault "lock actuator stuck" came at socket 1

    @TRB-064
    Scenario: A jammed actuator is an error directly after the vehicle was connected
      When a vehicle is plugged in at socket 1
      Then the backend is told of ConnectorLockFailure at socket 1 within 10 s

    @TRB-065
    Scenario: A dirty actuator fails now and then, and each time it is an error
      When the lock of socket 1 sticks at two of three plugs
      Then each plug that sticks is a ConnectorLockFailure, and the one between is locked without one

    @TRB-066
    Scenario: An actuator that was cleaned locks without an error
      Given a vehicle is plugged in at socket 1
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And the plug was pulled out of socket 1
      And the fault "lock actuator stuck" went at socket 1
      And the backend asked for a Hard reset
      When a vehicle is plugged in at socket 1
      Then the plug in socket 1 is locked within 10 s
      And no StatusNotification with an error comes for 5 min

    @TRB-067
    Scenario: An actuator that was moved by hand locks without an error
      Given a vehicle is plugged in at socket 1
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And the plug was pulled out of socket 1
      And the red lever of socket 1 was moved to and fro 3 times
      When a vehicle is plugged in at socket 1
      Then the plug in socket 1 is locked within 10 s
      And no StatusNotification with an error comes for 5 min

    @TRB-067
    Scenario: Moving the actuator by hand starts nothing
      When the red lever of socket 1 is moved to and fro 3 times
      Then the backend sees no transaction message for 5 min
      And the backend does not see socket 1 Faulted for 5 min

    @TRB-069
    Scenario: After a restart the error is gone and the next vehicle charges
      Given a vehicle is plugged in at socket 1
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And the plug was pulled out of socket 1
      And the fault "lock actuator stuck" went at socket 1
      When the backend asks for a Hard reset
      Then the backend receives BootNotification within 3 min
      And no StatusNotification with an error comes for 5 min
      And a session of card "0A0E9B83" can be had at socket 1

    @TRB-070
    Scenario: An actuator that is broken for good is an error again after the restart
      Given the backend asked for a Hard reset
      When a vehicle is plugged in at socket 1
      Then the backend is told of ConnectorLockFailure at socket 1 within 10 s

    @TRB-070
    Scenario: With a new actuator the vehicle charges
      Given the backend asked for a Hard reset
      And a vehicle is plugged in at socket 1
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And the plug was pulled out of socket 1
      And the fault "lock actuator stuck" went at socket 1
      And the backend asked for a Hard reset
      Then a session of card "0A0E9B83" can be had at socket 1
