Feature: If in doubt allow charging
  Manual, 5.1: what happens to somebody whose card is on no list, when the backend cannot be asked. What is
  refused, accepted and never answered while there is a backend is in session.feature too.

  Rule: The parameter has three values

    Background:
      Given a station that is connected to its backend

    @AUT-013
    Scenario Outline: It can be <value>
      Given the operator has configured
        | If in doubt allow charging | <other> |
      When the operator configures
        | If in doubt allow charging | <value> |
      Then "If in doubt allow charging" on page "Authorization" reads "<value>"

      Examples:
        | value                      | other |
        | Off                        | On    |
        | On                         | Off   |
        | OnImmediatelyWhenPluggedIn | On    |

    @AUT-013
    Scenario: There is no fourth
      Then "If in doubt allow charging" offers exactly
        | Off                        |
        | On                         |
        | OnImmediatelyWhenPluggedIn |

  Rule: It decides only when lists and backend do not

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @AUT-014
    Scenario: Off: a card of the local whitelist charges while the backend cannot be reached
      Given the operator has configured
        | If in doubt allow charging         | Off      |
        | Enable local whitelist             | On       |
        | List of entries in local whitelist | 0a0e9b83 |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      When card "0A0E9B83" is presented at socket 1
      And a vehicle is plugged in at socket 1
      Then charging starts at socket 1

    @AUT-014
    Scenario: On: a card that the backend's list calls Blocked stays out while the backend is away
      Given the backend sent the full list, version 1
        | c0ffee01 | Blocked |
      And the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

    Scenario Outline: <value>: the backend is asked while it can be, and its yes counts
      Given the operator has configured
        | If in doubt allow charging | <value> |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"
      And a transaction of "0a0e9b83" starts at socket 1

      @AUT-014 @AUT-021
      Examples:
        | value |
        | On    |

      @AUT-014 @AUT-026
      Examples:
        | value                      |
        | OnImmediatelyWhenPluggedIn |

    @AUT-014 @AUT-027
    Scenario: OnImmediatelyWhenPluggedIn: a refusal of the backend counts all the same
      Given the operator has configured
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "DEADBEEF" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min
      And no current flows at socket 1 for 5 min

    @AUT-020
    Scenario: Off: a card that could not be checked and is refused later stays refused
      Given the line to the backend is cut
      And a vehicle is plugged in at socket 1
      And card "DEADBEEF" was presented at socket 1
      And the line to the backend is back
      And 3 min go by
      When card "DEADBEEF" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no transaction starts for 5 min

  Rule: A line that is cut and a backend that cannot be reached are the same doubt

    @AUT-015
    Scenario: On: with the line cut any card charges
      Given a station that is connected to its backend
      And the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @AUT-015
    Scenario: On: with a line, and a backend that does not let the station in, any card charges
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend has registered only the identity another
      And the station is configured for its backend over the local network
      And the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @AUT-035
    Scenario: OnImmediatelyWhenPluggedIn: a backend that stays silent leaves the card in after a minute
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 rotates white for 58 s
      And current flows at socket 1 within 75 s

  Rule: A session that began at the plug is checked when the backend is back

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      And current flows at socket 1

    @AUT-029
    Scenario: Nobody is asked about the card that is shown meanwhile, and the current does not stop for it
      When card "0A0E9B83" is presented at socket 1
      Then the current at socket 1 does not stop for 5 min
      And nobody is asked about a card

    @AUT-029
    Scenario: The card that was shown meanwhile is accepted, and charging goes on
      Given card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then a transaction of "0a0e9b83" starts at socket 1 within 3 min
      And the current at socket 1 does not stop for 10 min
      And no transaction stops for 10 min

    @AUT-029
    Scenario: The card that was shown meanwhile is checked behind a loss of power too
      Given card "0A0E9B83" was presented at socket 1
      And 5 s go by
      And the supply was cut for 60 s
      And 60 s go by
      When the line to the backend is back
      Then a transaction of "0a0e9b83" starts at socket 1 within 5 min

    @AUT-030
    Scenario: The card that was shown meanwhile is refused, and charging ends
      Given card "DEADBEEF" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then a transaction of "deadbeef" starts at socket 1 within 3 min
      And the current at socket 1 stops within 3 min
      And the transaction of socket 1 stops with reason DeAuthorized within 3 min

    @AUT-030
    Scenario: No card was shown, the backend refuses what the station reports, and charging ends
      When the line to the backend is back
      Then the current at socket 1 stops within 3 min
      And the transaction of socket 1 stops with reason DeAuthorized within 3 min

  Rule: Without a backend the warning of the manual holds

    @AUT-036
    Scenario: Off: a card that nobody knows is refused
      Given the operator has configured
        | Connection Type            | No Backend |
        | If in doubt allow charging | Off        |
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 10 min

    @AUT-036
    Scenario: Off: a card of the local whitelist charges
      Given the operator has configured
        | Connection Type                    | No Backend |
        | If in doubt allow charging         | Off        |
        | Enable local whitelist             | On         |
        | List of entries in local whitelist | 0a0e9b83   |
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @AUT-037
    Scenario Outline: On: any card charges, for instance <card>
      Given the operator has configured
        | Connection Type            | No Backend |
        | If in doubt allow charging | On         |
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then charging starts at socket 1

      Examples:
        | card     |
        | 0A0E9B83 |
        | C0FFEE01 |
        | DEADBEEF |

    @AUT-037
    Scenario: On: nobody ends such a session later
      Given the operator has configured
        | Connection Type            | No Backend |
        | If in doubt allow charging | On         |
      And a vehicle is plugged in at socket 1
      When card "DEADBEEF" is presented at socket 1
      Then charging starts at socket 1
      And the current at socket 1 does not stop for 7 days

    @AUT-038
    Scenario: OnImmediatelyWhenPluggedIn: every vehicle charges, and nobody ends it later
      Given the operator has configured
        | Connection Type            | No Backend                 |
        | If in doubt allow charging | OnImmediatelyWhenPluggedIn |
      When a vehicle is plugged in at socket 1
      Then charging starts at socket 1
      And the current at socket 1 does not stop for 7 days

  Rule: The example configuration

    Background:
      Given a station that is connected to its backend

    Scenario Outline: The page Authorization shows <parameter> with the value of the example
      Given the operator has configured
        | <parameter> | <other> |
      When the operator configures
        | <parameter> | <value> |
      Then "<parameter>" on page "Authorization" reads "<value>"

      @AUT-012
      Examples:
        | parameter                      | value | other |
        | Send Authorize for RemoteStart | On    | Off   |

      @AUT-039
      Examples:
        | parameter                  | value | other |
        | If in doubt allow charging | Off   | On    |

      @AUT-041
      Examples:
        | parameter             | value  | other                      |
        | Stop Transaction Mode | Normal | Stop only by disconnecting |

      @AUT-082
      Examples:
        | parameter                       | value | other |
        | Lock Actuator only if authorized | Off   | On    |
