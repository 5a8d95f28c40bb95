Feature: A backend that asks what it should not, or when it should not
  OCPP-J 1.6, 4.1.1 (one call at a time), 4.2.3 (errors) and table 7 (their codes).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: Each side has one call open, and the two do not wait for each other

    @BKD-024
    Scenario: While a call of the station is open it sends no other
      Given the backend does not answer Heartbeat any more
      And the backend triggered Heartbeat
      When card "0A0E9B83" is presented at socket 1
      Then the station sends no request for 50 s
      And the backend receives Authorize within 65 s

    @BKD-041
    Scenario: A request is answered while a call of the station is open
      Given the backend does not answer Heartbeat any more
      And the backend triggered Heartbeat
      When the backend asks for the key "HeartbeatInterval"
      Then the answer has exactly "HeartbeatInterval" with "240"

    @BKD-041
    Scenario: A remote start is carried out within the time-out of an open call
      Given the backend does not answer Heartbeat any more
      And a vehicle is plugged in at socket 1
      And 10 s go by
      And the backend triggered Heartbeat
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Accepted
      And current flows at socket 1 within 70 s

    @BKD-024
    Scenario: Requests that come all at once are all answered
      When the backend sends 20 requests at once
      Then all of them are answered within 10 s

  Rule: What cannot be done is answered with the right error

    @BKD-024
    Scenario Outline: <request> is answered with <code>
      When the backend sends the request <action> with <content>
      Then the station answers it with the error <code>

      Examples: Actions
        | request                                | action                 | content | code           |
        | An action that OCPP does not have      | MakeCoffee             | {}      | NotImplemented |
        | An action in another spelling          | getConfiguration       | {}      | NotImplemented |
        | An action of another OCPP version      | SetVariables           | {}      | NotImplemented |
        | An action that only stations may send  | Heartbeat              | {}      | NotSupported   |

      Examples: Types and values
        | request                                | action                 | content                                    | code                        |
        | A number where a text belongs          | ChangeConfiguration    | {"key": 7, "value": "30"}                  | TypeConstraintViolation     |
        | A text where a number belongs          | UnlockConnector        | {"connectorId": "1"}                       | TypeConstraintViolation     |
        | A text where a list belongs            | GetConfiguration       | {"key": "HeartbeatInterval"}               | TypeConstraintViolation     |
        | A value that the enumeration lacks     | Reset                  | {"type": "Medium"}                         | PropertyConstraintViolation |
        | A payload that is no object            | ClearCache             | ["now"]                                    | FormationViolation          |

    @BKD-024
    Scenario Outline: <request> is answered with one of the errors that fit
      When the backend sends the request <action> with <content>
      Then the station answers it with the error <code>

      Examples:
        | request              | action              | content                                        | code                                                                 |
        | A missing field      | ChangeConfiguration | {"key": "HeartbeatInterval"}                   | ProtocolError, OccurenceConstraintViolation or FormationViolation    |
        | A text too long      | ChangeConfiguration | {"key": "12345678901234567890123456789012345678901234567890x", "value": "1"} | TypeConstraintViolation, PropertyConstraintViolation or FormationViolation |

  Rule: Whatever comes over the line, the station goes on

    @BKD-024
    Scenario Outline: The station goes on after <what>
      When the backend sends the frame <text>
      Then the station answers requests afterwards

      Examples:
        | what                               | text                                        |
        | a text that is no JSON             | {"                                          |
        | an empty list                      | []                                          |
        | a number                           | 42                                          |
        | a message type that does not exist | [9,"m1",{}]                                 |
        | a call with an id that is too long | [2,"0123456789012345678901234567890123456","Reset",{}] |
        | a call without payload             | [2,"m1","ClearCache"]                       |
        | a call whose id is a number        | [2,17,"ClearCache",{}]                      |
        | an answer that nobody asked for    | [3,"m1",{}]                                 |
        | an error that nobody asked for     | [4,"m1","GenericError","",{}]               |
        | a number that JSON does not have   | [2,"m1","DataTransfer",{"vendorId":NaN}]    |
        | a number without end               | [2,"m1","UnlockConnector",{"connectorId":1e999}] |
        | half a character                   | [2,"m1","DataTransfer",{"vendorId":"\ud800"}] |
        | the same field twice               | [2,"m1","UnlockConnector",{"connectorId":1,"connectorId":2}] |

    @BKD-024
    Scenario Outline: The station goes on after a frame of <what>
      When the backend sends a frame of <what>
      Then the station answers requests afterwards

      Examples:
        | what                          |
        | 100000 brackets               |
        | an integer of 100000 digits   |
        | a text of 1000000 characters  |

    @BKD-024
    Scenario: The station goes on after a binary frame
      When the backend sends a binary frame
      And 2 min go by
      Then the station answers requests afterwards

  Rule: Long messages are read and sent whole

    @BKD-024
    Scenario: A list of 10000 cards is taken in one message
      When the backend sends a full list of 10000 cards
      Then the station answers SendLocalList with Accepted
      And the list has version 1

    @BKD-024
    Scenario: A list of 10000 cards serves the last of them without a line
      Given the backend sent a full list of 10000 cards
      And the line to the backend is cut
      And a vehicle is plugged in at socket 1
      When card 10000 of the list is presented at socket 1
      Then charging starts at socket 1

    @BKD-024
    Scenario: An answer may be as long as the request
      When the backend asks for 20000 keys that do not exist
      Then the answer names all 20000 of them
