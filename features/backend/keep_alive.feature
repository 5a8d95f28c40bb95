Feature: Keep-alive of the line to the backend
  Manual, chapter 4, scenario 2: WebSockets keep-alive interval, in seconds; zero switches it off. Behind a NAT router
  it has to be on, or the router may block the connection.

  Rule: The interval says how often the station pings

    @BKD-029
    Scenario: A ping every 30 s
      Given a station that is connected to its backend with a keep-alive interval of 30 s
      When 10 min go by
      Then the station has sent 20 pings, 30 s apart
      And the backend has answered each

    @BKD-029
    Scenario: A backend that no longer answers pings is treated as disconnected
      Given a station that is connected to its backend with a keep-alive interval of 30 s
      And 10 s go by
      When the line to the backend falls silent
      And 2 min go by
      Then the dashboard does not show the backend as connected
      And once the line is mended the station connects again within 3 min

    @BKD-030
    Scenario: From the factory it is off
      Given a station that is connected to its backend
      When 2 h go by
      Then the station has sent no ping

  Rule: It keeps the way through a router open

    @BKD-031
    Scenario: With a keep-alive interval below the router's patience the connection lasts
      Given a router that forgets a connection after 120 s of silence
      And a station that is connected to its backend with a keep-alive interval of 60 s and a heartbeat interval of 3600 s
      When 1 h go by
      Then the connection is still the same

    @BKD-031
    Scenario: Without keep-alive the router breaks the connection and the station connects again
      Given a router that forgets a connection after 120 s of silence
      And a station that is connected to its backend with a keep-alive interval of 0 s and a heartbeat interval of 3600 s
      When 2 h go by
      Then the connection was lost, and the station has connected again
