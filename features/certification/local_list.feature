Feature: Certification: local list and cache
  OCPP 1.6, 3.5 (Authorization Cache and Local Authorization List), 5.4 (ClearCache), 5.10 (GetLocalListVersion) and
  5.15 (SendLocalList).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  Rule: The list is that of the backend, and has its version

    @octt:TC_042_1_CS @BKD-024
    Scenario: Without the list its version is -1
      Given the operator has configured
        | LocalAuthListEnabled | Off |
      And 60 s go by
      Then the list has version -1

    @octt:TC_042_2_CS @BKD-024
    Scenario: Before there is a list its version is 0
      Then the list has version 0

    @octt:TC_043_CS @WLO-002 @device
    Scenario: A full list is taken, and replaces the one before
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      When the backend sends the full list, version 5
        | c0ffee01 | Accepted |
      Then the station answers SendLocalList with Accepted
      And the list has version 5

    @octt:TC_043_CS @WLO-002
    Scenario Outline: After a full list and a change of it, <card> is <state>
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
        | 0b0b0b0b | Accepted |
        | 0c0c0c0c | Accepted |
      And the backend sent a change of the list, version 2
        | 0b0b0b0b | remove   |
        | 0c0c0c0c | Blocked  |
        | c0ffee01 | Accepted |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state   | outcome                                |
        | 0A0E9B83 | kept    | charging starts at socket 1            |
        | 0B0B0B0B | removed | no current flows at socket 1 for 5 min |
        | 0C0C0C0C | blocked | no current flows at socket 1 for 5 min |
        | C0FFEE01 | added   | charging starts at socket 1            |

    @octt:TC_043_1_CS @BKD-024
    Scenario: A station without the list says so
      Given the operator has configured
        | LocalAuthListEnabled | Off |
      And 60 s go by
      When the backend sends the full list, version 1
        | 0a0e9b83 | Accepted |
      Then the station answers SendLocalList with NotSupported

    @BKD-024
    Scenario: While the list is disabled it counts for nobody, whether the backend can be asked or not
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And the operator has configured
        | LocalAuthListEnabled | Off |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @BKD-024
    Scenario: The backend is told that its list and its answer about a card do not agree
      Given the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And the backend answers card "c0ffee01" with Blocked
      And a vehicle is plugged in at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then the backend is told of LocalListConflict at connector 0 within 60 s

    @BKD-024
    Scenario: The backend is told of no conflict where both agree
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no StatusNotification with an error comes for 10 min

    @octt:TC_043_2_CS @BKD-024
    Scenario: A change of the version that the list has is not taken
      Given the backend sent the full list, version 5
        | 0a0e9b83 | Accepted |
      When the backend sends a change of the list, version 5
        | c0ffee01 | Accepted |
      Then the station answers SendLocalList with VersionMismatch

    @octt:TC_043_2_CS @BKD-024
    Scenario: A change that is older than the list is not taken
      Given the backend sent the full list, version 5
        | 0a0e9b83 | Accepted |
      When the backend sends a change of the list, version 4
        | c0ffee01 | Accepted |
      Then the station answers SendLocalList with VersionMismatch
      And the list has version 5

    @octt:TC_043_3_CS @BKD-024
    Scenario: A list with a card twice fails and changes nothing
      Given the backend sent the full list, version 5
        | 0a0e9b83 | Accepted |
      When the backend sends the full list, version 6
        | c0ffee01 | Accepted |
        | c0ffee01 | Blocked  |
      Then the station answers SendLocalList with Failed
      And the list has version 5

  Rule: A card on the list starts without a question

    @octt:TC_008_1_CS @WLO-029
    Scenario: At the reader
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And nobody is asked about a card

    @octt:TC_008_2_CS @WLO-029
    Scenario: By remote start
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Accepted |
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And nobody is asked about a card

  Rule: A card in the cache starts without a question, until the cache is cleared

    @octt:TC_007_1_CS @WLO-029
    Scenario: At the reader, from the cache
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And nobody is asked about a card

    @octt:TC_007_2_CS @WLO-029
    Scenario: By remote start, from the cache
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And nobody is asked about a card

    @octt:TC_061_1_CS @WLO-014
    Scenario: After the cache was cleared the backend is asked about a card
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend cleared the cache
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"

    @octt:TC_061_2_CS @WLO-014
    Scenario: After the cache was cleared the backend is asked about a remote start
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      And card "0A0E9B83" was accepted at socket 1
      And 60 s go by
      And the backend cleared the cache
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the backend is asked about card "0a0e9b83"

    @octt:TC_061_1_CS @WLO-014
    Scenario: Clearing the cache is accepted
      Given the operator has configured
        | Enable OCPP whitelist | On |
      And 60 s go by
      When the backend clears the cache
      Then the station answers ClearCache with Accepted
