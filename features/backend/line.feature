Feature: The way to the backend
  Manual, chapter 4: identity, proxy, password of HTTP Basic Authentication, Backend connection timeout; and how a
  station comes back to a backend that was away.

  Rule: The identity is free to choose, and needed

    @BKD-023
    Scenario: The serial number as identity
      Given a backend that listens, with a heartbeat interval of 300 s
      And the station's identity is PS2-0000001
      When the operator configures the backend over the local network
      Then the station connects without TLS, with the path "/ocpp/PS2-0000001"

    @BKD-025
    Scenario: A blank in the identity is percent-encoded like every other character
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet            |
        | OCPP Mode                               | OCPP-J 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
        | OCPP ChargeBoxIdentity (ChargePointID)  | PS TWO 1            |
      Then the station connects without TLS, with the path "/ocpp/PS%20TWO%201"

    @BKD-027
    Scenario: Without an identity the station does not connect and says why
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet            |
        | OCPP Mode                               | OCPP-J 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
        | OCPP ChargeBoxIdentity (ChargePointID)  |                     |
      Then the station does not connect for 30 min
      And the dashboard shows the backend as not connected and names "ChargePointID"

    @BKD-098
    Scenario: The dashboard says that the backend refuses the password
      Given a backend that asks for the password "correct horse 16"
      When the operator configures the backend and the password "wrong"
      Then the backend refuses the station with 401 for 5 min
      And the dashboard shows the backend as not connected and names "401"

  Rule: A proxy opens the way where one is set

    @BKD-032
    Scenario Outline: The WebSocket <how> is opened through the proxy
      Given a backend that is reachable at "<url>"
      And an HTTP proxy at "proxy.test" on port 3128
      When the operator configures this backend and the proxy "proxy.test:3128"
      Then the proxy is asked for CONNECT to "<target>", and then the backend for a WebSocket

      Examples:
        | how         | url                      | target         |
        | without TLS | ws://csms.test:8080/ocpp | csms.test:8080 |
        | with TLS    | wss://csms.test/ocpp     | csms.test:443  |

    @BKD-032
    Scenario: Without a proxy the way is direct
      Given a backend that is reachable at "ws://csms.test:8080/ocpp"
      And an HTTP proxy at "proxy.test" on port 3128
      When the operator configures this backend and the proxy ""
      Then the backend receives BootNotification within 3 min
      And nobody has asked the proxy for anything

  Rule: HTTP Basic Authentication, with the identity as user

    @BKD-033
    Scenario: The password is sent with the identity
      Given a backend that asks for the password "correct horse 16"
      And the station's identity is PS2-0001
      When the operator configures the backend and the password "correct horse 16"
      Then the handshake says user "PS2-0001" and password "correct horse 16", and is accepted

    @BKD-033
    Scenario: Without a password there is no header
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend and the password ""
      Then the handshake has no Authorization header, and is accepted

    @BKD-033
    Scenario: A backend that refuses the password is asked again later, without a restart
      Given a backend that asks for the password "correct horse 16"
      When the operator configures the backend and the password "wrong"
      Then the backend refuses the station with 401 for 30 min
      And the station has not restarted, and has left at least 1 s between two attempts
      And the dashboard does not show the backend as connected
      And once the backend takes any password the station connects within 3 min

    @BKD-033
    Scenario: The password cannot be read back
      When the operator configures the backend and the password "correct horse 16"
      Then "HTTP Basic Authentication password" on page "Backend" reads ""

  Rule: Backend connection timeout bounds the building of a connection

    @BKD-040
    Scenario: A network that needs 50 s is waited for at 60 s
      Given a network that needs 50 s to build a connection
      And a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend with a connection timeout of 60 s
      Then the backend receives BootNotification within 3 min

    @BKD-040
    Scenario: At 30 s the attempt is given up and repeated
      Given a network that needs 50 s to build a connection
      And a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend with a connection timeout of 30 s
      Then the backend receives nothing for 5 min
      And once a connection is built in 20 s the station connects within 3 min
