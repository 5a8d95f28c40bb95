Feature: Free charging with a backend
  Manual, 5.2: five modes tell the backend more or less about a session that anybody may start. Modes are
  chosen by name, because the picture that numbers them is lost (discrepancy D-FRE-01).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "01020304"
    And the backend accepts card "0a0b0c0d"

  Scenario Outline: <mode>: plugging in is enough, and the backend sees that the socket is taken
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    When a vehicle is plugged in at socket 1
    Then charging starts at once at socket 1
    And the backend sees socket 1 occupied

    @FRE-016 @FRE-033
    Examples:
      | mode                                        |
      | With OCPP Status Notifications without auth |

    @FRE-018 @FRE-035
    Examples:
      | mode                                        |
      | With OCPP Full, fixed rfid without auth     |

  Scenario Outline: <mode>: unplugging ends it, and the backend sees that the socket is free
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    And current flows at socket 1
    When the cable of socket 1 is pulled from the car
    Then the current at socket 1 stops within 1 s
    And the plug in socket 1 is unlocked within 5 s
    And the backend sees socket 1 Available within 30 s

    @FRE-016 @FRE-034
    Examples:
      | mode                                        |
      | With OCPP Status Notifications without auth |

    @FRE-018 @FRE-036
    Examples:
      | mode                                        |
      | With OCPP Full, fixed rfid without auth     |

  Scenario Outline: <mode>: without a card there is no current
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    When a vehicle is plugged in at socket 1
    Then no current flows at socket 1 for 10 min

    @FRE-021
    Examples:
      | mode                                     |
      | With OCPP Status Notifications with auth |

    @FRE-025
    Examples:
      | mode                                     |
      | With OCPP Full, fixed rfid with auth     |

    @FRE-029
    Examples:
      | mode                                     |
      | With OCPP full, any rfid with auth       |

  Scenario Outline: <mode>: any card will do, here <card>
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And the backend answers card "deadbeef" with Blocked
    And the backend does not answer StartTransaction any more
    And a vehicle is plugged in at socket 1
    When card "<card>" is presented at socket 1
    Then charging starts at socket 1
    And the LED of socket 1 does not flash green, yellow and blue for 50 s

    @FRE-022
    Examples:
      | mode                                     | card     |
      | With OCPP Status Notifications with auth | 08A1B2C3 |
      | With OCPP Status Notifications with auth | DEADBEEF |

    @FRE-026
    Examples:
      | mode                                     | card     |
      | With OCPP Full, fixed rfid with auth     | 08A1B2C3 |
      | With OCPP Full, fixed rfid with auth     | DEADBEEF |

    @FRE-030
    Examples:
      | mode                                     | card     |
      | With OCPP full, any rfid with auth       | 08A1B2C3 |
      | With OCPP full, any rfid with auth       | DEADBEEF |

  Scenario Outline: <mode>: with a card the backend sees that the socket is taken
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    When card "01020304" is presented at socket 1
    Then charging starts at socket 1
    And the backend sees socket 1 occupied

    @FRE-017
    Examples:
      | mode                                     |
      | With OCPP Status Notifications with auth |

    @FRE-019
    Examples:
      | mode                                     |
      | With OCPP Full, fixed rfid with auth     |

    @FRE-020
    Examples:
      | mode                                     |
      | With OCPP full, any rfid with auth       |

  @FRE-057
  Scenario: With OCPP full, any rfid with auth: a card that the backend refuses afterwards charges on
    Given free charging in mode "With OCPP full, any rfid with auth"
    And the backend answers card "deadbeef" with Blocked
    And a vehicle is plugged in at socket 1
    When card "DEADBEEF" is presented at socket 1
    Then current flows at socket 1 within 15 s
    And no transaction stops for 10 min

  Scenario Outline: <mode>: the same card ends it
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And a session of card "01020304" runs at socket 1
    When card "01020304" is presented at socket 1
    Then the current at socket 1 stops within 5 s
    And the plug in socket 1 is unlocked within 5 s

    @FRE-023
    Examples:
      | mode                                     |
      | With OCPP Status Notifications with auth |

    @FRE-027
    Examples:
      | mode                                     |
      | With OCPP Full, fixed rfid with auth     |

    @FRE-031
    Examples:
      | mode                                     |
      | With OCPP full, any rfid with auth       |

  Scenario Outline: <mode>: another card does not end it
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And a session of card "01020304" runs at socket 1
    When card "0A0B0C0D" is presented at socket 1
    Then the current at socket 1 does not stop for 60 s
    And the plug in socket 1 is not unlocked for 60 s

    @FRE-024
    Examples:
      | mode                                     |
      | With OCPP Status Notifications with auth |

    @FRE-028
    Examples:
      | mode                                     |
      | With OCPP Full, fixed rfid with auth     |

    @FRE-032
    Examples:
      | mode                                     |
      | With OCPP full, any rfid with auth       |

  @FRE-037
  Scenario: With OCPP Status Notifications without auth: from begin to end the backend gets no transaction
    Given free charging in mode "With OCPP Status Notifications without auth"
    When a vehicle is plugged in at socket 1
    Then charging starts at once at socket 1
    And the backend sees no transaction message for 10 min
    And the cable of socket 1 is pulled and left alone for 1 min
    And the backend sees no transaction message for 12 min

  @FRE-039
  Scenario: With OCPP Status Notifications with auth: from begin to end the backend gets no transaction
    Given free charging in mode "With OCPP Status Notifications with auth"
    And a vehicle is plugged in at socket 1
    When card "01020304" is presented at socket 1
    Then charging starts at socket 1
    And the backend sees no transaction message for 10 min
    And the cable of socket 1 is pulled and left alone for 1 min
    And the backend sees no transaction message for 12 min

  Scenario Outline: <mode>: the backend cannot stop what has no transaction
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And <start> at socket 1
    And current flows at socket 1
    When the backend stops transaction 1000
    Then the station answers RemoteStopTransaction with Rejected
    And the current at socket 1 does not stop for 60 s

    @FRE-038
    Examples:
      | mode                                        | start                                     |
      | With OCPP Status Notifications without auth | a vehicle is plugged in                   |

    @FRE-040
    Examples:
      | mode                                        | start                                     |
      | With OCPP Status Notifications with auth    | a session of card "01020304" runs         |

  @FRE-041 @FRE-047 @FRE-002 @FRE-008
  Scenario: Full with a fixed id, without a card: the transaction runs under the fixed id
    Given free charging in mode "With OCPP Full, fixed rfid without auth" with the fixed id "FREE0001"
    When a vehicle is plugged in at socket 1
    Then a transaction of "FREE0001" starts at socket 1
    And the backend receives MeterValues within 2 min

  @FRE-043 @FRE-048 @FRE-002 @FRE-008
  Scenario Outline: Full with a fixed id, with card <card>: the transaction runs under the fixed id
    Given free charging in mode "With OCPP Full, fixed rfid with auth" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    When card "<card>" is presented at socket 1
    Then a transaction of "FREE0001" starts at socket 1
    And the backend receives MeterValues within 2 min

    Examples:
      | card     |
      | 01020304 |
      | 0A0B0C0D |

  @FRE-045 @FRE-049
  Scenario Outline: Full with any id: the transaction runs under the id of card <card>
    Given free charging in mode "With OCPP full, any rfid with auth" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    When card "<card>" is presented at socket 1
    Then a transaction of "<id>" starts at socket 1
    And the backend receives MeterValues within 2 min

    Examples:
      | card     | id       |
      | 01020304 | 01020304 |
      | 0A0B0C0D | 0a0b0c0d |

  Scenario Outline: <mode>: a whole session reaches the backend under its number
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And <start> at socket 1
    And current flows at socket 1
    And 150 s go by
    When the cable of socket 1 is pulled from the car
    Then the transaction of socket 1 stops with reason EVDisconnected
    And the MeterValues of socket 1 carry the transaction's number
    And the backend sees socket 1 Available within 30 s

    @FRE-041 @FRE-018
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid without auth | a vehicle is plugged in           |

    @FRE-043 @FRE-019
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid with auth    | a session of card "01020304" runs |

    @FRE-045 @FRE-020
    Examples:
      | mode                                    | start                             |
      | With OCPP full, any rfid with auth      | a session of card "01020304" runs |

  @FRE-017
  Scenario: Status only, with a card: the backend sees that the socket is free again
    Given free charging in mode "With OCPP Status Notifications with auth"
    And a session of card "01020304" runs at socket 1
    When the cable of socket 1 is pulled from the car
    Then the backend sees socket 1 Available within 30 s

  @FRE-042
  Scenario: With OCPP Full, fixed rfid without auth: what the backend has stopped does not begin again by itself
    Given free charging in mode "With OCPP Full, fixed rfid without auth" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    And current flows at socket 1
    And 10 s go by
    When the backend stops the transaction of socket 1
    Then no transaction starts for 10 min

  @FRE-035
  Scenario: With OCPP Full, fixed rfid without auth: without a line plugging in is enough all the same
    Given free charging in mode "With OCPP Full, fixed rfid without auth" with the fixed id "FREE0001"
    And the line to the backend is cut
    And 30 s go by
    When a vehicle is plugged in at socket 1
    Then current flows at socket 1 within 60 s

  Scenario Outline: <mode>: without a line any card will do all the same
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And the line to the backend is cut
    And 30 s go by
    And a vehicle is plugged in at socket 1
    When card "01020304" is presented at socket 1
    Then current flows at socket 1 within 60 s

    @FRE-026
    Examples:
      | mode                                 |
      | With OCPP Full, fixed rfid with auth |

    @FRE-030
    Examples:
      | mode                               |
      | With OCPP full, any rfid with auth |

  Scenario Outline: <mode>: the backend can stop the transaction
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And <start> at socket 1
    And current flows at socket 1
    And 10 s go by
    When the backend stops the transaction of socket 1
    Then the station answers RemoteStopTransaction with Accepted
    And the transaction of socket 1 stops with reason Remote
    And the current at socket 1 stops within 10 s

    @FRE-042
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid without auth | a vehicle is plugged in           |

    @FRE-044
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid with auth    | a session of card "01020304" runs |

    @FRE-046
    Examples:
      | mode                                    | start                             |
      | With OCPP full, any rfid with auth      | a session of card "01020304" runs |

  @FRE-055
  Scenario Outline: <mode>: the backend can start a session where no card was shown, and stop it
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And a vehicle is plugged in at socket 1
    When the backend starts a session for "01020304" at socket 1
    Then the station answers RemoteStartTransaction with Accepted
    And charging starts at socket 1
    And the backend can stop what it has started at socket 1

    Examples:
      | mode                                 |
      | With OCPP Full, fixed rfid with auth |
      | With OCPP full, any rfid with auth   |

  @FRE-056
  Scenario Outline: <mode>, Send Authorize for RemoteStart <asked>: what the backend starts runs under "<id>"
    Given the operator has configured
      | Send Authorize for RemoteStart | <asked> |
    And free charging in mode "<mode>" with the fixed id "FREE0001"
    And the backend started a session for "01020304" at socket 1
    When a vehicle is plugged in at socket 1
    Then a transaction of "<id>" starts at socket 1
    And nobody is asked about a card

    Examples:
      | mode                                    | asked | id       |
      | With OCPP Full, fixed rfid with auth    | Off   | FREE0001 |
      | With OCPP Full, fixed rfid with auth    | On    | FREE0001 |
      | With OCPP full, any rfid with auth      | Off   | 01020304 |

  Scenario Outline: <mode>: a start from the backend makes no transaction of what the next vehicle does
    Given the operator has configured
      | Send Authorize for RemoteStart | Off |
    And free charging in mode "<mode>" with the fixed id "FREE0001"
    And the backend started a session for "01020304" at socket 1
    When a vehicle is plugged in at socket 1
    Then the backend sees no transaction message for 10 min

    @FRE-012
    Examples:
      | mode    |
      | No OCPP |

    @FRE-037
    Examples:
      | mode                                        |
      | With OCPP Status Notifications without auth |

    @FRE-039
    Examples:
      | mode                                     |
      | With OCPP Status Notifications with auth |

  Scenario Outline: <mode>: a start from the backend does not touch a session without a transaction
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And <start> at socket 1
    And current flows at socket 1
    When the backend starts a session for "01020305" at socket 1
    Then the station answers RemoteStartTransaction with Rejected
    And the current at socket 1 does not stop for 60 s
    And the backend sees no transaction message for 10 min

    @FRE-038
    Examples:
      | mode                                        | start                             |
      | With OCPP Status Notifications without auth | a vehicle is plugged in           |

    @FRE-040
    Examples:
      | mode                                        | start                             |
      | With OCPP Status Notifications with auth    | a session of card "01020304" runs |

  Scenario Outline: <mode>: a stop for another transaction is rejected
    Given free charging in mode "<mode>" with the fixed id "FREE0001"
    And <start> at socket 1
    And current flows at socket 1
    And 10 s go by
    When the backend stops transaction 4711
    Then the station answers RemoteStopTransaction with Rejected
    And the current at socket 1 does not stop for 60 s

    @FRE-042
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid without auth | a vehicle is plugged in           |

    @FRE-044
    Examples:
      | mode                                    | start                             |
      | With OCPP Full, fixed rfid with auth    | a session of card "01020304" runs |

    @FRE-046
    Examples:
      | mode                                    | start                             |
      | With OCPP full, any rfid with auth      | a session of card "01020304" runs |

  @FRE-054
  Scenario: A mode without Free Charging has no effect
    Given the operator has configured
      | Free Charging      | Off                                     |
      | Free Charging Mode | With OCPP Full, fixed rfid without auth |
    And 60 s go by
    When a vehicle is plugged in at socket 1
    Then no current flows at socket 1 for 10 min
    And no transaction starts for 10 min

  @FRE-005
  Scenario Outline: <mode>: while Free Charging is off, plugging in starts nothing
    Given the operator has configured
      | Free Charging      | Off    |
      | Free Charging Mode | <mode> |
    And 60 s go by
    When a vehicle is plugged in at socket 1
    Then no current flows at socket 1 for 10 min

    Examples:
      | mode                                        |
      | No OCPP                                     |
      | With OCPP Status Notifications without auth |
      | With OCPP Status Notifications with auth    |
      | With OCPP Full, fixed rfid without auth     |
      | With OCPP Full, fixed rfid with auth        |
      | With OCPP full, any rfid with auth          |

  Rule: The group Free Charging on the page Authorization

    @FRE-006
    Scenario: Free Charging is on or off
      Then "Free Charging" offers exactly
        | On  |
        | Off |

    @FRE-003
    Scenario: Six modes are on offer
      Then "Free Charging Mode" offers exactly
        | No OCPP                                     |
        | With OCPP Status Notifications without auth |
        | With OCPP Status Notifications with auth    |
        | With OCPP Full, fixed rfid without auth     |
        | With OCPP Full, fixed rfid with auth        |
        | With OCPP full, any rfid with auth          |

    @FRE-015
    Scenario Outline: With a backend the mode <mode> can be selected and saved
      Given free charging in mode "<mode>" with the fixed id "FREE0001"
      Then "Free Charging Mode" on page "Authorization" reads "<mode>"

      Examples:
        | mode                                        |
        | With OCPP Status Notifications without auth |
        | With OCPP Status Notifications with auth    |
        | With OCPP Full, fixed rfid without auth     |
        | With OCPP Full, fixed rfid with auth        |
        | With OCPP full, any rfid with auth          |

    @FRE-007
    Scenario: In the example configuration Free Charging is off
      Then "Free Charging" on page "Authorization" reads "Off"

    @FRE-007
    Scenario: While Free Charging is off the page shows no mode
      Then page "Authorization" does not show "Free Charging Mode"

    @FRE-007
    Scenario: While Free Charging is on it does
      Given the operator has configured
        | Free Charging | On |
      Then page "Authorization" shows "Free Charging Mode"

    @FRE-008
    Scenario: The fixed id can be entered and is shown
      Given free charging in mode "With OCPP Full, fixed rfid without auth" with the fixed id "FREE0001"
      Then "Rfid Tag for Free Charging with OCPP Full, fixed rfid modes" on page "Authorization" reads "FREE0001"

  Rule: In the other modes the fixed id means nothing

    Scenario Outline: <mode>: a vehicle charges, and nobody hears of the fixed id
      Given free charging in mode "<mode>" with the fixed id "FREE0001"
      When a vehicle is plugged in at socket 1
      Then charging starts at once at socket 1
      And nothing that the station sends within 5 min contains "FREE0001"

      @FRE-050
      Examples:
        | mode                                        |
        | No OCPP                                     |

      @FRE-051
      Examples:
        | mode                                        |
        | With OCPP Status Notifications without auth |

    Scenario Outline: <mode>: a card charges, and nobody hears of the fixed id
      Given free charging in mode "<mode>" with the fixed id "FREE0001"
      And a vehicle is plugged in at socket 1
      When card "01020304" is presented at socket 1
      Then charging starts at socket 1
      And nothing that the station sends within 5 min contains "FREE0001"

      @FRE-052
      Examples:
        | mode                                     |
        | With OCPP Status Notifications with auth |

      @FRE-053
      Examples:
        | mode                                     |
        | With OCPP full, any rfid with auth       |

  Rule: Without OCPP the log files tell of a session

    @FRE-013
    Scenario: Start, end and energy are in the log files, and the backend hears nothing
      Given free charging in mode "No OCPP"
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 5 min go by
      When the cable of socket 1 is pulled from the car
      Then the backend sees no transaction message for 60 s
      And the log files tell when a session at socket 1 began and ended, and its energy

  Rule: It goes before lists, backend and doubt

    @FRE-021 @needs-iso15118
    Scenario: The listed address of a car is no card
      Given the operator has configured
        | Enable local whitelist             | On           |
        | List of entries in local whitelist | 020000000001 |
        | ISO 15118 mode (HLC 15118)         | On (Ed2)     |
      And free charging in mode "With OCPP Status Notifications with auth"
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:01
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then no current flows at socket 1 for 5 min

    @FRE-001
    Scenario Outline: With <setting> anybody charges all the same
      Given the operator has configured
        | <setting> | <value> |
      And free charging in mode "With OCPP full, any rfid with auth"
      And the backend does not answer StartTransaction any more
      And a vehicle is plugged in at socket 2
      When card "DEADBEEF" is presented at socket 2
      Then charging starts at socket 2
      And nobody is asked about a card

      Examples:
        | setting                   | value |
        | Enable local whitelist    | On    |
        | Enable OCPP whitelist     | On    |
        | If in doubt allow charging | Off  |
