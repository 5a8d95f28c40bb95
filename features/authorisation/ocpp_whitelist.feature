Feature: The OCPP whitelist
  Manual, 5.4 and the screens of 5.5. The OCPP whitelist takes ids both from the backend's answers (the cache) and
  from the backend's list (discrepancy D-WLO-02).

  Rule: What the backend has released is known on the station

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the backend accepts card "c0ffee01"

    @WLO-001 @WLO-003 @WLO-005 @WLO-012
    Scenario: A card that the backend accepted once is taken while the backend is away
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-005
    Scenario: The transaction of a known card is told when the backend is back
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then the backend receives start and stop of the transaction, once and in order, within 3 min

    @WLO-003
    Scenario: What was stored is still there after a loss of supply
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And the supply was cut for 60 s
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-004
    Scenario: A card that the backend refused is not taken while it is away
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "DEADBEEF" was presented at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "DEADBEEF" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

    @WLO-004
    Scenario: A card that the backend accepted first and refused later is not taken while it is away
      Given the operator has configured
        | Enable OCPP whitelist | On  |
        | Local Pre Authorize   | Off |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend answers card "0a0e9b83" with Blocked
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

    @WLO-003
    Scenario: A card that the backend accepted in its answer to the start of the transaction is taken while it is away
      Given the operator has configured
        | Enable OCPP whitelist          | On  |
        | Send Authorize for RemoteStart | Off |
      And 60 s go by
      And the backend started a session for "0a0e9b83" at socket 1
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 2
      When card "0A0E9B83" is presented at socket 2
      Then charging starts at socket 2

    @WLO-004 @BKD-024
    Scenario: A card that the backend refused in its answer to the end of the transaction is not taken while it is away
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the backend answers card "0a0e9b83" with Blocked
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 2
      When card "0A0E9B83" is presented at socket 2
      Then the LED of socket 2 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 2 for 5 min

    @WLO-004
    Scenario: A card that the backend refused is asked about again
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "DEADBEEF" was presented at socket 1
      And 60 s go by
      And the backend accepts card "deadbeef"
      When card "DEADBEEF" is presented at socket 1
      Then the backend is asked about card "deadbeef"

    @BKD-024
    Scenario: A card of the backend's list is in no cache, and gone with the list
      Given the operator has configured
        | Enable OCPP whitelist | On  |
        | Local Pre Authorize   | Off |
      And 60 s go by
      And the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend sent an empty full list, version 2
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-004 @BKD-024
    Scenario: A card that the list calls Blocked is not taken while the backend is away, whatever it said before
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend sent the full list, version 1
        | 0a0e9b83 | Blocked |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

    @WLO-006
    Scenario: A card that was never shown is not taken while the backend is away
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times

    @WLO-002
    Scenario: The list that the backend sends counts while it is away
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-002 @WLO-015
    Scenario Outline: After the next list <card> is <state>
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And 60 min go by
      And the backend sent the full list, version 2
        | c0ffee01 | Accepted |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state | outcome                                |
        | 0A0E9B83 | gone  | no current flows at socket 1 for 5 min |
        | C0FFEE01 | there | charging starts at socket 1            |

    @WLO-015
    Scenario: Between two lists of the backend nothing changes
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And 24 h go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-014
    Scenario: A cleared cache is empty behind a loss of supply too
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend cleared the cache
      And the line to the backend is cut
      And the supply was cut for 60 s
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-002
    Scenario: A cleared cache leaves the list as it is
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And the backend cleared the cache
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-014
    Scenario: An empty list and a cleared cache leave nobody
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And the backend sent an empty full list, version 2
      And the backend cleared the cache
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-007
    Scenario: A known card does not wait for the backend
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 s go by
      And the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then current flows at socket 1 within 10 s

    @WLO-007
    Scenario: An unknown card waits for the backend
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And the backend does not answer Authorize any more
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 rotates white for 20 s

  Rule: Without the OCPP whitelist every card is asked about

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | Enable OCPP whitelist | Off |
      And 60 s go by

    @WLO-008
    Scenario: Three times the same card, three questions
      Given card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"
      And the backend was asked about card "0a0e9b83" exactly 3 time

    @WLO-009
    Scenario: An accepted card charges
      Given a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-009
    Scenario: A refused card does not
      Given a vehicle is plugged in at socket 1
      When card "DEADBEEF" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

    @WLO-010 @WLO-012
    Scenario: A card that was accepted before is refused while the backend is away
      Given card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

  Rule: What the backend said while the OCPP whitelist was off is not known later

    @WLO-012
    Scenario: A card that was accepted while it was off is refused while the backend is away
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | Enable OCPP whitelist | Off |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
      And no current flows at socket 1 for 5 min

  Rule: How long a card stays known is configurable

    @WLO-019
    Scenario: There are two modes
      Then "OCPP whitelist expiry mode" offers exactly
        | End of epoch 2038 (default) |
        | One year from now           |

    @WLO-020
    Scenario: The factory value is the end of the epoch
      Then "OCPP whitelist expiry mode" on page "Authorization" reads "End of epoch 2038 (default)"

    Scenario Outline: <mode>: after <days> with the backend a card is still taken while it is away
      Given a backend that listens, with a heartbeat interval of 30 days
      And the backend accepts card "0a0e9b83"
      And the station is configured for its backend over the local network
      And the operator has configured
        | Enable OCPP whitelist      | On     |
        | OCPP whitelist expiry mode | <mode> |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And <days> go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

      @WLO-022 @WLO-019
      Examples:
        | mode                        | days      |
        | End of epoch 2038 (default) | 3652 days |

      @WLO-021
      Examples:
        | mode                        | days      |
        | End of epoch 2038 (default) | 4395 days |

      @WLO-024
      Examples:
        | mode              | days     |
        | One year from now | 364 days |

    @WLO-033
    Scenario: End of epoch 2038: after the end of 2038 a card is not taken any more
      Given a backend that listens, with a heartbeat interval of 30 days
      And the backend accepts card "0a0e9b83"
      And the station is configured for its backend over the local network
      And the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 4800 days go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-024 @WLO-019
    Scenario: One year from now: after 367 days without a change a card is not taken any more
      Given a backend that listens, with a heartbeat interval of 30 days
      And the backend accepts card "0a0e9b83"
      And the station is configured for its backend over the local network
      And the operator has configured
        | Enable OCPP whitelist      | On                |
        | OCPP whitelist expiry mode | One year from now |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 367 days go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-025
    Scenario Outline: One year from now: <days> after the backend accepted it again, a card is <state>
      Given a backend that listens, with a heartbeat interval of 30 days
      And the backend accepts card "0a0e9b83"
      And the station is configured for its backend over the local network
      And the operator has configured
        | Enable OCPP whitelist      | On                |
        | OCPP whitelist expiry mode | One year from now |
        | Local Pre Authorize        | Off               |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 300 days go by
      And card "0A0E9B83" was accepted at socket 1
      And <days> go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then <outcome>

      Examples:
        | days     | state              | outcome                                |
        | 200 days | still taken        | charging starts at socket 1            |
        | 370 days | not taken any more | no current flows at socket 1 for 5 min |

    @WLO-023
    Scenario: End of epoch 2038: restarts over a year change nothing
      Given a backend that listens, with a heartbeat interval of 30 days
      And the backend accepts card "0a0e9b83"
      And the station is configured for its backend over the local network
      And the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 200 days go by
      And the supply was cut for 60 s
      And 200 days go by
      And the supply was cut for 60 s
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-019
    Scenario Outline: <mode>: a date that the backend gave is obeyed
      Given a station that is connected to its backend
      And the operator has configured
        | OCPP whitelist expiry mode | <mode> |
      And 60 s go by
      And the backend lists card "0a0e9b83" until 2 h from now
      And <time> go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then <outcome>

      Examples:
        | mode                        | time | outcome                                |
        | End of epoch 2038 (default) | 1 h  | charging starts at socket 1            |
        | End of epoch 2038 (default) | 3 h  | no current flows at socket 1 for 5 min |
        | One year from now           | 1 h  | charging starts at socket 1            |
        | One year from now           | 3 h  | no current flows at socket 1 for 5 min |

    @WLO-019
    Scenario Outline: A date that the backend gave by a clock at <zone> is the same moment
      Given a station that is connected to its backend
      And the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And the backend says of card "0a0e9b83" that it is good for 2 h, by a clock at <zone>
      And card "0A0E9B83" was accepted at socket 1
      And <time> go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then <outcome>

      Examples:
        | zone   | time | outcome                                |
        | -05:00 | 1 h  | charging starts at socket 1            |
        | +05:00 | 3 h  | no current flows at socket 1 for 5 min |

  Rule: Local Pre Authorize and Local Authorize Offline

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @WLO-028
    Scenario: Local Pre Authorize is on in the factory state
      Then "Local Pre Authorize" on page "Authorization" reads "On"

    @WLO-030
    Scenario: Local Authorize Offline is on in the factory state
      Then "Local Authorize Offline" on page "Authorization" reads "On"

    Scenario Outline: The example configuration can be entered and is shown: <parameter>
      Given the operator has configured
        | Enable OCPP whitelist      | On                          |
        | OCPP whitelist expiry mode | End of epoch 2038 (default) |
        | Local Pre Authorize        | On                          |
        | Local Authorize Offline    | On                          |
      And 60 s go by
      Then "<parameter>" on page "Authorization" reads "<value>"

      @WLO-026
      Examples:
        | parameter             | value |
        | Enable OCPP whitelist | On    |

      @WLO-027
      Examples:
        | parameter                  | value                       |
        | OCPP whitelist expiry mode | End of epoch 2038 (default) |

    @WLO-029
    Scenario: Local Pre Authorize on: charging starts before the backend answers
      Given the operator has configured
        | Enable OCPP whitelist | On |
        | Local Pre Authorize   | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-029
    Scenario: Local Pre Authorize off: charging waits for the answer of the backend
      Given the operator has configured
        | Enable OCPP whitelist | On  |
        | Local Pre Authorize   | Off |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And the backend does not answer Authorize any more
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 20 s
      And the backend is asked about card "0a0e9b83"

    @WLO-031
    Scenario Outline: Local Authorize Offline <setting>: without the backend a known card is <state>
      Given the operator has configured
        | Enable OCPP whitelist   | On        |
        | Local Authorize Offline | <setting> |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then <outcome>

      Examples:
        | setting | state   | outcome                                |
        | On      | taken   | charging starts at socket 1            |
        | Off     | refused | no current flows at socket 1 for 5 min |

  Rule: Without a backend the OCPP whitelist should be off

    @WLO-011
    Scenario: A listed card charges
      Given the operator has configured
        | Enable OCPP whitelist | Off |
      And the local whitelist holds "0a0e9b83"
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLO-011
    Scenario: Another card is refused at once
      Given the operator has configured
        | Enable OCPP whitelist | Off |
      And the local whitelist holds "0a0e9b83"
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times

  Rule: The list can be seen and edited on the page Whitelists

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the backend accepts card "c0ffee01"
      And both whitelists are on

    @WLO-013
    Scenario: The list shows all ids that the backend accepted, and no other
      Given the backend accepts card "04567daa5f3580"
      And card "0A0E9B83" was accepted at socket 1
      And card "C0FFEE01" was accepted at socket 2
      And card "04567DAA5F3580" was accepted at socket 1
      And card "DEADBEEF" was presented at socket 2
      And 10 s go by
      Then the OCPP whitelist shows exactly "0a0e9b83, c0ffee01, 04567daa5f3580"

    @WLO-013
    Scenario: The list shows all ids that the backend sent as accepted, and no other
      Given the backend sent the full list, version 1
        | 01020304 | Accepted |
        | 05060708 | Accepted |
        | 090a0b0c | Blocked  |
      Then the OCPP whitelist shows exactly "01020304, 05060708"

    @WLO-013
    Scenario: Before the backend has released anybody the list is empty
      Then the OCPP whitelist shows exactly ""

    @WLO-013
    Scenario: The ids have the form of RFID Tag letter case
      Given the operator has configured
        | RFID Tag letter case | Upper Case Reversed Byte Order |
      And 60 s go by
      And the backend accepts card "839B0E0A"
      And card "0A0E9B83" was accepted at socket 1
      And 10 s go by
      Then the OCPP whitelist shows exactly "839B0E0A"

    @WLO-024
    Scenario: One year from now: an entry that has lapsed is not shown any more
      Given a backend that listens, with a heartbeat interval of 30 days
      And the operator has configured
        | OCPP whitelist expiry mode | One year from now |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 367 days go by
      Then the OCPP whitelist shows exactly ""

    @WLO-017
    Scenario: What somebody added by hand counts until the backend sends its list
      Given the operator has added "01020304" to the OCPP whitelist by hand
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "01020304" is presented at socket 1
      Then charging starts at socket 1

    @WLO-017 @WLO-016
    Scenario: What somebody added by hand is gone when the backend has sent its list
      Given the operator has added "01020304" to the OCPP whitelist by hand
      And the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And 30 s go by
      Then the OCPP whitelist shows exactly "c0ffee01"

    @WLO-017
    Scenario: And it is refused then while the backend is away
      Given the operator has added "01020304" to the OCPP whitelist by hand
      And the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "01020304" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @WLO-018
    Scenario: Emptied by hand, the list is empty
      Given card "0A0E9B83" was accepted at socket 1
      And the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And the operator has emptied the OCPP whitelist by hand
      Then the OCPP whitelist shows exactly ""

    @WLO-018
    Scenario Outline: Emptied by hand, <card> is refused while the backend is away
      Given card "0A0E9B83" was accepted at socket 1
      And the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And the operator has emptied the OCPP whitelist by hand
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then no current flows at socket 1 for 5 min

      Examples:
        | card     |
        | 0A0E9B83 |
        | C0FFEE01 |

    @WLO-032
    Scenario: While it is on there is a list and no hint
      Then the Whitelists page shows the OCPP whitelist without such a hint

    @WLO-032
    Scenario: While it is off there is a hint and no list
      Given the operator has configured
        | Enable OCPP whitelist | Off |
      Then the Whitelists page says that the OCPP whitelist has to be enabled, and shows no list of it
