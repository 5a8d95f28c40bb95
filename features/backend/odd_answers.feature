Feature: A backend that does not answer as it should
  OCPP 1.6, 3.7 (transaction messages), 4.2 (registration), 9.1.30 and 9.1.31 (attempts and their interval);
  OCPP-J 1.6, 4.1 and 4.2 (calls, their answers and their errors); manual, chapter 4 (Backend connection timeout).

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: What is not answered is asked again after the Backend connection timeout

    @BKD-039
    Scenario Outline: A start of a transaction is told again <timeout> after it when the answer is <answer>
      Given the operator has configured
        | Backend connection timeout | <seconds> |
      And 60 s go by
      And the backend answers the next StartTransaction <answer>
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the same StartTransaction is told again after <timeout>, and a third time never

      Examples: The factory value and a shorter one
        | answer                                 | seconds | timeout |
        | not at all                             | 60      | 60 s    |
        | not at all                             | 20      | 20 s    |

      Examples: What is no answer to the call
        | answer                                 | seconds | timeout |
        | with a text that is no JSON            | 20      | 20 s    |
        | with JSON that breaks off              | 20      | 20 s    |
        | with an id that nobody asked with      | 20      | 20 s    |
        | with the id of an earlier call         | 20      | 20 s    |
        | with a number as id                    | 20      | 20 s    |

    @BKD-039
    Scenario: A backend that is silent for an hour gets the start of the transaction once it answers
      Given the backend does not answer StartTransaction any more
      And a session of card "0A0E9B83" runs at socket 1
      And 1 h go by
      When the backend answers StartTransaction again
      Then the MeterValues of the transaction come within 2 min with its number
      And no transaction starts for 10 min

    @BKD-024
    Scenario: A backend that is always later than the timeout is not told the same for ever
      Given the backend answers every StartTransaction 75 s late
      And the backend answers every MeterValues 75 s late
      And a session of card "0A0E9B83" runs at socket 1
      When 10 min go by
      Then the transaction of socket 1 was told at most twice
      And the MeterValues of the transaction come within 5 min with its number

    @BKD-024
    Scenario: Late answers to both tries of a start take nothing else off the queue
      Given the backend has set "MeterValueSampleInterval" to "0"
      And the backend answers the next StartTransaction 75 s late
      And a session of card "0A0E9B83" runs at socket 1
      And 20 s go by
      And the backend answers every StartTransaction 50 s late
      And 40 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the stop of the transaction of socket 1 is told within 5 min, and is not told again

    @BKD-024
    Scenario: When two tries of a start were answered late, what comes next is told all the same
      Given the operator has configured
        | Backend connection timeout          | 20 |
        | Meter Value Sample Interval (OCPP)  | 0  |
      And 60 s go by
      And the backend answers the next StartTransaction 25 s late
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 5 s go by
      And the backend answers the next StartTransaction 10 s late
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the stop of the transaction of socket 1 is told within 5 min, and is not told again

    @BKD-024
    Scenario: A late answer to the first try of a start leaves nothing waiting behind the error that the second one got
      Given the operator has configured
        | Backend connection timeout          | 20  |
        | Meter Value Sample Interval (OCPP)  | 0   |
      And 60 s go by
      And the backend has set "TransactionMessageRetryInterval" to "300"
      And the backend answers the next StartTransaction 30 s late
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 5 s go by
      And the backend answers the next StartTransaction with the error InternalError
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the stop of the transaction of socket 1 is told within 15 min, and is not told again

  Rule: An error is tried again as often as the keys say

    @BKD-024
    Scenario Outline: A start that is answered <answer> is told again after the retry interval
      Given the backend has set "TransactionMessageRetryInterval" to "30"
      And the backend answers the next StartTransaction <answer>
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the same StartTransaction is told again after 30 s, and a third time never

      Examples:
        | answer                     |
        | with the error GenericError  |
        | with the error InternalError |
        | with values of other types   |

    @BKD-024
    Scenario: The attempts are as many as configured, with growing pauses
      Given the backend has set "TransactionMessageAttempts" to "3"
      And the backend has set "TransactionMessageRetryInterval" to "10"
      And the backend answers every StartTransaction with the error InternalError
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then StartTransaction is told 3 times, with pauses of 10 s and 20 s
      And the session goes on and its stop is told when it ends

    @BKD-024
    Scenario: The attempts of each message are counted anew
      Given the backend has set "TransactionMessageAttempts" to "3"
      And the backend has set "TransactionMessageRetryInterval" to "10"
      And the backend has set "MeterValueSampleInterval" to "0"
      And the backend answers the next StartTransaction with the error InternalError
      And a session of card "0A0E9B83" runs at socket 1
      And 60 s go by
      And the backend answers every StopTransaction with the error InternalError
      When card "0A0E9B83" is presented at socket 1
      Then StopTransaction is told 3 times, with pauses of 10 s and 20 s

  Rule: The messages of a transaction keep their order, and each is told until it is answered

    @BKD-024
    Scenario Outline: A session without a line is told whole to a backend that answers first <answer>
      Given the operator has configured
        | If in doubt allow charging | On |
        | Backend connection timeout | 20 |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And 4 min go by
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the backend answers the next <action> <answer>
      When the line to the backend is back
      Then the whole transaction of socket 1 is told in order within 15 min, each message until it is answered

      Examples:
        | action           | answer                         |
        | StartTransaction | not at all                     |
        | StartTransaction | by closing the line            |
        | StartTransaction | twice                          |
        | MeterValues      | with the error InternalError   |
        | MeterValues      | twice                          |
        | MeterValues      | with the id of an earlier call |
        | StopTransaction  | not at all                     |
        | StopTransaction  | by closing the line            |

    @BKD-024
    Scenario: The number of a transaction that began without a line may come late
      Given the operator has configured
        | If in doubt allow charging | On |
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the backend answers every StartTransaction 50 s late
      And the line to the backend is back
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the whole transaction of socket 1 is told in order within 5 min, each message until it is answered

    @BKD-024
    Scenario: The stop of a transaction gets through to a backend that misbehaves at random
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend misbehaves at random, by the seed 7
      And 20 min go by
      And card "0A0E9B83" was presented at socket 1
      And 5 min go by
      When the backend answers as it should again
      Then the stop of the transaction of socket 1 is told within 30 min, and is not told again

  Rule: An answer that comes twice is taken once

    @BKD-024
    Scenario: The second answer to Authorize starts nothing more
      Given the backend has set "TransactionMessageRetryInterval" to "30"
      And the backend answers every Authorize twice
      And the backend answers every StartTransaction twice
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then exactly one transaction starts
      And the MeterValues of socket 1 carry the transaction's number

  Rule: Registration lasts until the backend has said Accepted

    @BKD-003
    Scenario Outline: A BootNotification that is answered <answer> registers nobody
      Given the backend answers the next BootNotification <answer>
      When the supply is cut for 10 s
      Then the backend receives a second BootNotification within 10 min, and nothing else before it
      And the backend sees connector 1 Available again within 15 min

      Examples:
        | answer                            |
        | not at all                        |
        | with the error InternalError      |
        | with a text that is no JSON       |
        | with values of other types        |
        | with an id that nobody asked with |

    @BKD-003
    Scenario: A station that was rejected leaves requests unanswered
      Given the backend answers BootNotification with Rejected and an interval of 600 s
      And the backend triggered BootNotification
      And 10 s go by
      When the backend asks for the key "HeartbeatInterval"
      Then the station sends nothing for 5 min

    @BKD-003
    Scenario: A station that was rejected tells nothing of the session that runs
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend answers BootNotification with Rejected and an interval of 600 s
      And the backend triggered BootNotification
      When 10 s go by
      Then the station sends nothing for 5 min

    @BKD-003
    Scenario: A station that was rejected and then accepted answers requests again
      Given the backend answers BootNotification with Rejected and an interval of 60 s
      And the backend triggered BootNotification
      And 10 s go by
      And the backend accepts the station from now on
      And 90 s go by
      When the backend asks for the key "HeartbeatInterval"
      Then the answer has exactly "HeartbeatInterval" with "240"

    @BKD-024
    Scenario Outline: A station that is pending sends the <message> that is triggered
      Given the backend answers BootNotification with Pending and an interval of 600 s
      And the backend triggered BootNotification
      And 10 s go by
      When the backend triggers <message>
      Then the station answers TriggerMessage with Accepted
      And the backend receives <message> within 10 s

      Examples:
        | message            |
        | Heartbeat          |
        | StatusNotification |
