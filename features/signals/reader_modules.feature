@needs-card-reader @needs-led
Feature: Reader modules and tokens
  Manual, chapter 6: the meanings of the ring hold for the modules RFID105, RFID110 and RFID117, each with reader and ring,
  and tokens come as cards and as key fobs.

  Rule: Three modules, one meaning

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @LED-001
    Scenario Outline: With a module <module> the ring is green, rotates with a card, and flashes blue
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      And the LED of socket 1 is steady green
      When card "0A0E9B83" is presented at socket 1
      Then the LED of socket 1 rotates white within 5 s
      And the LED of socket 1 flashes blue once every 0.5 s for 30 s

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

    @LED-001
    Scenario Outline: With a module <module> a refused card shows as five flashes
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

    @LED-001
    Scenario Outline: With a module <module> a vehicle that takes energy shows as one blue flash each two seconds
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      And 30 s go by
      Then the LED of socket 1 flashes blue once every 2 s for 5 min

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

    @LED-001
    Scenario Outline: With a module <module> a session that is being completed shows as steady yellow
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      And a session of card "0A0E9B83" runs at socket 1
      And the backend does not answer StopTransaction any more
      When the cable of socket 1 is pulled from the car
      Then the LED of socket 1 is steady yellow within 10 s

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

    @LED-001
    Scenario Outline: With a module <module> a technical fault shows as flashes of green, yellow and blue without end
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      When the fault "type 2 MCB open" comes at socket 1
      Then the LED of socket 1 flashes green, yellow and blue without end

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

    @LED-001
    Scenario Outline: With a module <module> an update shows as steady green, yellow and blue
      Given a module <module> with reader and ring is fitted at socket 1
      And "LED-type" among the factory settings is "<module>"
      And 60 s go by
      And the file server offers the update to version 5.34.0
      When the backend orders the update
      Then the ring of socket 1 is steady green, yellow and blue while the firmware is installed

      Examples:
        | module  |
        | RFID105 |
        | RFID110 |
        | RFID117 |

  Rule: Cards and key fobs

    Background:
      Given a station that is connected to its backend

    @LED-003
    Scenario: A key fob is read like a card
      Given the backend accepts card "04567daa5f3580"
      When key fob "04567DAA5F3580" is presented at socket 1
      Then the backend is asked about card "04567daa5f3580"

    @LED-003
    Scenario: Behind a key fob a card is read too
      Given the backend accepts card "0a0e9b83"
      When key fob "04567DAA5F3580" is presented at socket 1
      And 30 s go by
      And card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"
