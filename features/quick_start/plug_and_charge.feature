Feature: Charging without a backend, Plug & Charge
  Manual, 1.2: log in, set Free Charging to On with the mode No OCPP, Save & Restart. From then on a session
  starts as soon as a vehicle is plugged in.

  Rule: The configuration pages are open to the operator only

    @QST-022 @device
    Scenario: The operator gets in with the manual's user name and password
      When somebody logs in as "operator" with password "yellow_zone"
      Then the configuration pages open

    @QST-022
    Scenario Outline: Nobody gets in with <what>
      When somebody logs in as "<user>" with password "<password>"
      Then no configuration page opens

      Examples:
        | what                    | user     | password     |
        | a wrong password        | operator | yellow-zone  |
        | an escaped password     | operator | yellow\\_zone |
        | another letter case     | operator | Yellow_Zone  |
        | no password             | operator |              |
        | the name of nobody      | nobody   | yellow_zone  |
        | the password of a guest | guest    | guest        |

  Rule: Free Charging with the mode No OCPP starts a session at plug-in

    @QST-025 @QST-026 @FRE-011
    Scenario Outline: A session starts at once at socket <socket> when a vehicle is plugged in
      Given the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      When a vehicle is plugged in at socket <socket>
      Then charging starts at once at socket <socket>

      Examples:
        | socket |
        | 1      |
        | 2      |

    @QST-025 @FRE-006
    Scenario: With Free Charging off, plugging in starts nothing
      Given the operator has configured
        | Free Charging      | Off     |
        | Free Charging Mode | No OCPP |
      When a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 10 min

    @FRE-004
    Scenario: With Free Charging off, an unknown card starts nothing either
      Given the operator has configured
        | Free Charging | Off |
      And a vehicle is plugged in at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then no current flows at socket 1 for 10 min

    @FRE-001
    Scenario: Whoever comes next may charge too
      Given the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And the cable of socket 1 was pulled from the car
      And 5 s go by
      And the plug was pulled out of socket 1
      When a vehicle is plugged in at socket 1
      Then charging starts at socket 1

    @FRE-011 @LED-018
    Scenario: The ring flashes blue every 2 seconds while the vehicle charges
      Given the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      Then the LED of socket 1 flashes blue once every 2 s for 60 s

    @FRE-012 @QST-026
    Scenario: A backend that listens learns nothing of the session
      Given a station that is connected to its backend
      And the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then charging starts at socket 1
      And the backend sees no status of socket 1 for 10 min
      And the backend sees no transaction message for 10 min

    @FRE-012
    Scenario: A backend that comes back learns nothing of the session that runs
      Given a station that is connected to its backend
      And the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And 60 s go by
      And a vehicle is plugged in at socket 2
      And current flows at socket 2
      And the line to the backend is cut
      And 30 s go by
      When the line to the backend is back
      Then the backend receives BootNotification within 3 min
      And the backend sees no status of socket 2 for 10 min
      And the status of connector 0 is Available

    @FRE-012
    Scenario: What the station tells of its temperature tells nobody of the session
      Given a station that is connected to its backend
      And the operator has configured
        | Free Charging                        | On      |
        | Free Charging Mode                   | No OCPP |
        | Send informative StatusNotifications | On      |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the controller of socket 1 reaches 62 degrees Celsius
      Then the backend sees no status of socket 1 for 10 min

    @FRE-014
    Scenario: A backend cannot stop a session that it does not know
      Given a station that is connected to its backend
      And the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the backend stops transaction 1000
      Then the station answers RemoteStopTransaction with Rejected
      And the current at socket 1 does not stop for 60 s

  Rule: What was set counts after Save & Restart, and from then on

    @FRE-010
    Scenario: What was typed and not saved changes nothing
      When the operator types without saving
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 10 min

    @FRE-010
    Scenario: What was saved without a restart changes nothing yet
      When the operator types without saving
        | Free Charging | On |
      And the operator saves without a restart
      And a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 10 min

    @FRE-010 @device
    Scenario: What was saved counts after the restart
      When the operator types without saving
        | Free Charging | On |
      And the operator saves and restarts
      And a vehicle is plugged in at socket 1
      Then charging starts at socket 1

    @FRE-010
    Scenario: What was typed and not saved is forgotten when the supply fails
      When the operator types without saving
        | Free Charging | On |
      And the supply is cut for 60 s
      Then "Free Charging" on page "Authorization" reads "Off"

    @FRE-010
    Scenario: What was saved survives a loss of supply
      Given the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And the supply was cut for 60 s
      When a vehicle is plugged in at socket 1
      Then charging starts at socket 1

    @QST-024
    Scenario: The customer may change his mind, and back again
      Given the operator has configured
        | Free Charging      | On      |
        | Free Charging Mode | No OCPP |
      And the operator has configured
        | Free Charging | Off |
      When a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 10 min
      When the operator configures
        | Free Charging | On |
      Then current flows at socket 1 within 60 s
