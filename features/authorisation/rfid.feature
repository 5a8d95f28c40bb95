Feature: RFID settings
  Manual, 5.3, and the group RFID Settings on the screens of 5.5. What the four forms of RFID Tag letter case do stands
  with the backend in quick_start/backend_over_lan.feature and with lists in quick_start/rfid_badge.feature.

  Rule: The group RFID Settings

    @RFD-030
    Scenario: RFID Tag letter case offers four values
      Then "RFID Tag letter case" offers exactly
        | Lower Case                     |
        | Upper Case                     |
        | Lower Case Reversed Byte Order |
        | Upper Case Reversed Byte Order |

    Scenario Outline: <parameter> of the example configuration can be entered and is shown
      Given the operator has configured
        | <parameter> | <value> |
      Then "<parameter>" on page "Authorization" reads "<value>"

      @RFD-030
      Examples:
        | parameter            | value      |
        | RFID Tag letter case | Lower Case |

      @RFD-031
      Examples:
        | parameter           | value |
        | Enforce Master RFID | Off   |

      @RFD-032
      Examples:
        | parameter                 | value |
        | Enforce using Secure RFID | Off   |

      @RFD-033
      Examples:
        | parameter           | value                      |
        | Language of Display | Multi-Language EN-DE-FR-NL |

  Rule: Chips and their UIDs

    @RFD-014
    Scenario Outline: A <type> with this UID is asked about under the same id
      Given a station that is connected to its backend
      When a card "0A0E9B83" of type "<type>" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"

      Examples:
        | type              |
        | MIFARE Classic 1K |
        | MIFARE 2GO        |

    @RFD-016
    Scenario Outline: With the local whitelist alone <card> is <state> without a backend
      Given the local whitelist holds "0a0e9b83"
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state   | outcome                                |
        | 0A0E9B83 | taken   | charging starts at socket 1            |
        | C0FFEE01 | refused | no current flows at socket 1 for 5 min |

    @RFD-016
    Scenario Outline: With the OCPP whitelist alone <card> is <state> while the backend is away
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state   | outcome                                |
        | 0A0E9B83 | taken   | charging starts at socket 1            |
        | C0FFEE01 | refused | no current flows at socket 1 for 5 min |

    @RFD-015 @RFD-018
    Scenario Outline: <about>: the UID is told whole
      Given a station that is connected to its backend
      When card "<uid>" is presented at socket 1
      Then the backend is asked about card "<id>"

      Examples:
        | about                | uid                  | id                   |
        | Ten bytes            | 04567DAA5F3580112233 | 04567daa5f3580112233 |
        | Its first byte is 00 | 00A1B2C3             | 00a1b2c3             |

    @RFD-015
    Scenario: Two cards that are held up at once do not make a third
      Given a station that is connected to its backend
      When cards "0A0E9B83" and "C0FFEE01" are held to socket 1 at once
      And 20 s go by
      Then the backend is asked about no card but "0a0e9b83" and "c0ffee01"
