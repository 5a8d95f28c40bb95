Feature: Meaning of the LED ring
  Manual, chapter 6. The LED eye measures what is lit, when and for how long.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  @LED-011
  Scenario Outline: Steady green: socket <socket> is ready and free
    Then the LED of socket <socket> is steady green for 60 s

    Examples:
      | socket |
      | 1      |
      | 2      |

  @LED-010 @device @needs-led
  Scenario: The ring rotates when a card is recognised
    Given the line to the backend is cut
    When card "0A0E9B83" is presented at socket 1
    Then the LED of socket 1 rotates within 5 s

  @LED-010
  Scenario: Without a card nothing rotates
    When 0 s go by
    Then the LED of socket 1 does not rotate for 10 min

  @LED-015
  Scenario: The ring rotates white while the backend is being asked
    Given the backend does not answer Authorize any more
    When card "0A0E9B83" is presented at socket 1
    Then the LED of socket 1 rotates white for 15 s

  @LED-015
  Scenario: The rotation ends with the backend's answer
    Given the backend does not answer Authorize any more
    And card "0A0E9B83" was presented at socket 1
    And 15 s go by
    When the backend answers Authorize again
    Then the LED of socket 1 flashes blue once every 0.5 s for 10 s

  @LED-016
  Scenario: An accepted card shows as one blue flash each half second, until the vehicle comes
    Given card "0A0E9B83" was presented at socket 1
    Then the LED of socket 1 flashes blue once every 0.5 s for 30 s

  @LED-017
  Scenario: A remote start shows like an accepted card
    Given the backend started a session for "0a0e9b83" at socket 1
    Then the LED of socket 1 flashes blue once every 0.5 s for 30 s

  @LED-018
  Scenario: A vehicle that takes energy shows as one blue flash each two seconds
    Given a session of card "0A0E9B83" runs at socket 1
    Then the LED of socket 1 flashes blue once every 2 s for 10 min

  @LED-018
  Scenario: The other ring does not charge with it
    Given a session of card "0A0E9B83" runs at socket 1
    Then the LED of socket 2 is steady green for 60 s

  @LED-018
  Scenario: A vehicle that takes no energy does not show as one that does
    Given a vehicle that is not ready to charge is plugged in at socket 1
    And card "0A0E9B83" was presented at socket 1
    And 60 s go by
    Then the LED of socket 1 does not flash blue once every 2 s for 60 s

  @LED-019
  Scenario: A refused card shows as exactly five flashes of green, yellow and blue
    When card "C0FFEE01" is presented at socket 1
    Then the LED of socket 1 flashes green, yellow and blue exactly 5 times
    And the LED of socket 1 is steady green within 20 s

  @LED-020
  Scenario: After a refusal during a session the charging pattern goes on
    Given a session of card "0A0E9B83" runs at socket 1
    When card "C0FFEE01" is presented at socket 1
    Then the current at socket 1 does not stop for 20 s
    And the LED of socket 1 flashes blue once every 2 s for 60 s

  @LED-013
  Scenario: Steady yellow while the last session is being completed
    Given a session of card "0A0E9B83" runs at socket 1
    And the backend does not answer StopTransaction any more
    When the cable of socket 1 is pulled from the car
    Then the LED of socket 1 is steady yellow within 10 s

  @LED-013 @device @needs-led
  Scenario: Green again once the session is completed
    Given a session of card "0A0E9B83" runs at socket 1
    And the backend does not answer StopTransaction any more
    And the cable of socket 1 was pulled from the car
    And 10 s go by
    When the backend answers StopTransaction again
    Then the LED of socket 1 is steady green within 5 s

  @LED-014
  Scenario: Yellow is over after 30 seconds, whatever the backend does
    Given a session of card "0A0E9B83" runs at socket 1
    And the backend does not answer StopTransaction any more
    When the cable of socket 1 is pulled from the car
    Then the LED of socket 1 is steady green within 30 s
    And the LED of socket 1 was steady yellow after that

  @LED-021
  Scenario: A technical fault shows as flashes of green, yellow and blue without end
    Given a session of card "0A0E9B83" runs at socket 1
    And the contactor of socket 1 is welded
    When the cable of socket 1 is pulled from the car
    Then the LED of socket 1 flashes green, yellow and blue without end

  @LED-021
  Scenario: The ring is green again when the fault is gone
    Given a session of card "0A0E9B83" runs at socket 1
    And the contactor of socket 1 is welded
    And the cable of socket 1 was pulled from the car
    And 60 s go by
    When the contactor of socket 1 comes loose
    Then the LED of socket 1 is steady green within 10 s

  @LED-022
  Scenario: A socket with a fault does not charge
    Given a session of card "0A0E9B83" runs at socket 1
    And the contactor of socket 1 is welded
    And the cable of socket 1 was pulled from the car
    And 60 s go by
    And a vehicle is connected to the cable in socket 1
    When card "0A0E9B83" is presented at socket 1
    Then no current flows at socket 1 for 5 min
    And no transaction starts for 5 min

  @LED-008
  Scenario: A card held for 2 seconds is read
    When card "0A0E9B83" is presented at socket 1
    Then the backend is asked about card "0a0e9b83"
    And the LED of socket 1 rotates within 5 s

  @LED-008
  Scenario: A card that is held for longer is read once
    Given a vehicle is plugged in at socket 1
    When card "0A0E9B83" is held to socket 1 for 20 s
    Then exactly one transaction starts
    And no transaction stops for 5 min

  @LED-008
  Scenario: A card that is taken away at once does no harm to the next one that is held for 2 seconds
    When card "C0FFEE01" is taken away after 0.2 s and card "0A0E9B83" is held to socket 1 then
    Then the backend is asked about card "0a0e9b83"
    And the backend is asked about no card but "c0ffee01" and "0a0e9b83"

  @LED-002
  Scenario Outline: A card of type <type> with the UID <uid> is read
    When a card "<uid>" of type "<type>" is presented at socket 1
    Then the LED of socket 1 rotates within 5 s
    And the backend is asked about card "<id>"

    @RFD-001
    Examples:
      | type                 | uid            | id             |
      | MIFARE Classic 1K    | 0A0E9B83       | 0a0e9b83       |
      | MIFARE Classic 1K    | 04567DAA5F3580 | 04567daa5f3580 |
      | MIFARE Classic 4K    | 0A0E9B83       | 0a0e9b83       |
      | MIFARE Classic 4K    | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-002
    Examples:
      | type                 | uid            | id             |
      | MIFARE Ultralight    | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-003
    Examples:
      | type                 | uid            | id             |
      | MIFARE Ultralight C  | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-004
    Examples:
      | type                 | uid            | id             |
      | MIFARE Plus S        | 0A0E9B83       | 0a0e9b83       |
      | MIFARE Plus S        | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-005
    Examples:
      | type                 | uid            | id             |
      | MIFARE Plus X        | 0A0E9B83       | 0a0e9b83       |
      | MIFARE Plus X        | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-006
    Examples:
      | type                 | uid            | id             |
      | MIFARE Plus SE       | 0A0E9B83       | 0a0e9b83       |
      | MIFARE Plus SE       | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-007
    Examples:
      | type                 | uid            | id             |
      | MIFARE Plus EV2      | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-008
    Examples:
      | type                 | uid            | id             |
      | MIFARE DESFire       | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-009
    Examples:
      | type                 | uid            | id             |
      | MIFARE DESFire EV1   | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-010
    Examples:
      | type                 | uid            | id             |
      | MIFARE DESFire EV2   | 04567DAA5F3580 | 04567daa5f3580 |

    @LED-007
    Examples:
      | type                 | uid            | id             |
      | MIFARE DESFire EV2-J | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-011
    Examples:
      | type                 | uid            | id             |
      | MIFARE DESFire EV3   | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-012
    Examples:
      | type                 | uid            | id             |
      | MIFARE 2GO           | 04567DAA5F3580 | 04567daa5f3580 |

    @RFD-013
    Examples:
      | type                 | uid            | id             |
      | MIFARE SmartMX       | 0A0E9B83       | 0a0e9b83       |
      | MIFARE SmartMX       | 04567DAA5F3580 | 04567daa5f3580 |

  @RFD-015
  Scenario: Cards of different type with the same UID are the same card
    Given a session of card "0A0E9B83" runs at socket 1
    When a card "0A0E9B83" of type "MIFARE Plus X" is presented at socket 1
    Then the transaction of socket 1 stops with reason Local

  @RFD-015
  Scenario: Cards of the same type with different UIDs are different cards
    Given card "0A0E9B83" was presented at socket 1
    When a card "C0FFEE01" of type "MIFARE Classic" is presented at socket 1
    Then the backend is asked about card "c0ffee01"
