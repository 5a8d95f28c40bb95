Feature: Charging with a backend over the local network
  Manual, 1.3.2: Ethernet, OCPP-J 1.6, the provider's URL, Save & Restart; after the reboot the dashboard shows
  "Connected (send heartbeat in ... seconds)".

  Rule: After Save & Restart the station finds its backend

    @QST-065 @BKD-024 @QST-061
    Scenario: The station connects with the subprotocol ocpp1.6 and reports for duty
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend over the local network
      Then the station offers the subprotocol ocpp1.6 and is taken
      And the backend receives BootNotification within 3 min

    @QST-001 @device
    Scenario: BootNotification names the product
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend over the local network
      Then BootNotification names vendor "Powerstation" and model "Powerstation TWO"

    @QST-065
    Scenario: Without the restart the station does not connect
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator types without saving
        | Connection Type                           | Ethernet            |
        | OCPP Mode                                 | OCPP-J 1.6          |
        | WebSockets JSON OCPP URL of the Backend   | ws://csms.test/ocpp |
      And the operator saves without a restart
      Then the station does not connect for 30 min

    @QST-060
    Scenario: Without the connection type Ethernet the local network is not used
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | No Backend          |
        | OCPP Mode                               | OCPP-J 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      Then the station does not connect for 30 min

    Scenario Outline: The URL of <provider> leads to that provider, letter for letter
      Given the name "<host>" leads to the simulated backend on port <port> <tls> TLS
      And the station's identity is PS2-0001
      When the operator configures
        | Connection Type                         | Ethernet   |
        | OCPP Mode                               | OCPP-J 1.6 |
        | WebSockets JSON OCPP URL of the Backend | <url>      |
      Then the station connects <tls> TLS, with the path "<path>"

      @QST-062
      Examples:
        | provider | url                                                 | host                     | port | tls     | path                         |
        | E-Flux   | wss://ocpp.e-flux.nl/1.6/powerstation               | ocpp.e-flux.nl           | 443  | with    | /1.6/powerstation/PS2-0001   |

      @QST-063
      Examples:
        | provider | url                                                 | host                     | port | tls     | path                         |
        | Total    | ws://evse.total-ev-charge.com:9999/ocpp/WebSocket   | evse.total-ev-charge.com | 9999 | without | /ocpp/WebSocket/PS2-0001     |

      @QST-064
      Examples:
        | provider | url                                                 | host                     | port | tls     | path                         |
        | LMS      | ws://ws-private.evc-net.com                         | ws-private.evc-net.com   | 80   | without | /PS2-0001                    |

    @BKD-025 @device
    Scenario: The identity is the last element of the path, percent-encoded
      Given a backend that listens, with a heartbeat interval of 300 s
      And the station's identity is +49*839*0000000001
      When the operator configures the backend over the local network
      Then the station connects without TLS, with the path "/ocpp/%2B49%2A839%2A0000000001"

    @BKD-026
    Scenario Outline: The URL <url> is refused when it is typed, and the old one stays
      Given the operator has configured
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
      And the operator is logged in
      When "WebSockets JSON OCPP URL of the Backend" is set to "<url>"
      Then the value is refused
      And "WebSockets JSON OCPP URL of the Backend" on page "Backend" reads "ws://csms.test/ocpp"

      Examples:
        | url               |
        | http://csms.test  |
        | https://csms.test |
        | csms.test         |
        | ftp://csms.test   |

    @BKD-099
    Scenario: The refusal of a URL says how one begins
      Given the operator is logged in
      When "WebSockets JSON OCPP URL of the Backend" is set to "http://csms.test"
      Then the page refuses it and names "ws:"
      And the page refuses it and names "wss:"

  Rule: The dashboard tells whether the connection is good

    @QST-066 @device
    Scenario: A good connection shows as Connected, with the seconds to the next heartbeat
      Given a station that is connected to its backend
      Then the dashboard shows the backend as connected, with the seconds to the next heartbeat

    @QST-066
    Scenario: A line that is cut shows on the dashboard
      Given a station that is connected to its backend
      When the line to the backend is cut
      And 60 s go by
      Then the dashboard does not show the backend as connected

    @QST-054
    Scenario: The seconds on the dashboard count down
      Given a backend that listens, with a heartbeat interval of 60 s
      And the station is configured for its backend over the local network
      And 20 s go by
      Then the dashboard shows at most 60 s to the next heartbeat, 30 s later that much less

    @QST-054
    Scenario: The heartbeat comes when the count is over
      Given a station that is connected to its backend
      Then a Heartbeat arrives when the shown seconds are over

    @BKD-002
    Scenario: The connection comes up by itself once the network is there
      Given the line to the backend is cut
      And a backend that listens, with a heartbeat interval of 300 s
      And the station is configured for its backend over the local network
      And 5 min go by
      When the line to the backend is back
      Then the backend receives BootNotification within 3 min

    @BKD-002
    Scenario: Without a network the connection does not come up
      Given the line to the backend is cut
      And a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend over the local network
      Then the dashboard does not show the backend as connected

  Rule: The station is registered with the provider by its OCPP ID

    @QST-067 @device
    Scenario: A station that the provider does not know is not connected
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend has registered only the identity PS2-0042
      When the operator configures the backend over the local network
      Then the backend refuses the handshake within 3 min
      And the dashboard does not show the backend as connected

    @QST-067
    Scenario: The same station is connected once the provider knows it
      Given a backend that listens, with a heartbeat interval of 300 s
      And the station's identity is PS2-0001
      And the backend has registered only the identity PS2-0042
      And the station is configured for its backend over the local network
      And 5 min go by
      When the backend registers the identity PS2-0001
      Then the backend receives BootNotification within 3 min

    @BKD-003
    Scenario Outline: A station that is <status> asks again after the interval and sends nothing else
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend answers BootNotification with <status> and an interval of 60 s
      When the operator configures the backend over the local network
      Then the next two BootNotifications are 60 s apart
      And the backend receives nothing but BootNotification for 10 min
      And the dashboard does not show the backend as connected

      Examples:
        | status   |
        | Rejected |
        | Pending  |

  Rule: A session with a backend

    @AUT-016
    Scenario: A card that the backend accepts starts a session
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"
      And a transaction of "0a0e9b83" starts at socket 1
      And charging starts at socket 1

    @AUT-017
    Scenario Outline: A card that the backend answers with <status> starts nothing
      Given a station that is connected to its backend
      And the backend answers card "0a0e9b83" with <status>
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 10 min
      And no transaction starts for 10 min

      Examples:
        | status  |
        | Invalid |
        | Blocked |
        | Expired |

    @QST-058
    Scenario: With Upper Case, as Total asks, the backend sees the card in capital letters
      Given a station that is connected to its backend
      And the operator has configured
        | RFID Tag letter case | Upper Case |
      And 60 s go by
      When card "0a0e9b83" is presented at socket 1
      Then the backend is asked about card "0A0E9B83"

    @RFD-018
    Scenario Outline: With <form> the backend sees <id>
      Given a station that is connected to its backend
      And the operator has configured
        | RFID Tag letter case | <form> |
      And the backend accepts card "<id>"
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "<id>"
      And a transaction of "<id>" starts at socket 1

      @RFD-019
      Examples:
        | form                           | id       |
        | Lower Case                     | 0a0e9b83 |

      @RFD-020
      Examples:
        | form                           | id       |
        | Upper Case                     | 0A0E9B83 |

      @RFD-021
      Examples:
        | form                           | id       |
        | Lower Case Reversed Byte Order | 839b0e0a |

      @RFD-022
      Examples:
        | form                           | id       |
        | Upper Case Reversed Byte Order | 839B0E0A |

    @AUT-024 @AUT-023
    Scenario: What happened without a line reaches the backend afterwards, once, in order and with its own time
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And 10 min go by
      And card "0A0E9B83" was presented at socket 1
      And 1 h go by
      When the line to the backend is back
      Then the backend receives start and stop of the transaction, once and in order, within 5 min
      And the start of the transaction is dated when its current began to flow, before the line was back

    @AUT-024
    Scenario: A session in doubt goes on when the backend accepts the card afterwards
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the line to the backend is back
      Then the backend receives StartTransaction within 3 min
      And the current at socket 1 does not stop for 10 min
      And no transaction stops for 10 min

    @WLL-004
    Scenario: A listed card charges while the backend cannot be reached
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And 60 s go by
      And the line to the backend is cut
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLL-003 @WLL-006
    Scenario: A listed card charges and the backend is not asked
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And 60 s go by
      And the backend does not answer StartTransaction any more
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1
      And nobody is asked about a card

    @WLL-042
    Scenario: A listed card charges on although the backend refuses it in its answer to the transaction
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then current flows at socket 1 within 15 s
      And no transaction stops for 10 min

    @WLL-007
    Scenario: A card that is not listed is the backend's affair
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And the backend accepts card "c0ffee01"
      And 60 s go by
      When card "C0FFEE01" is presented at socket 1
      Then the backend is asked about card "c0ffee01"
      And the LED of socket 1 flashes blue once every 0.5 s for 5 s
