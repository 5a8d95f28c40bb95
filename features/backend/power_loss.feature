Feature: Backend: a session over a loss of power
  Manual, chapter 4, Meer instellingen: Restart transaction after power loss, TCP Watchdog Timeout.
  On: the session goes on under the same authorisation. Off: it ends, and the user has to authorise again.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: On: the session goes on

    @BKD-035 @TRB-052
    Scenario: After a loss of power current flows again without a card
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 1
      When the supply is cut for 10 min
      Then current flows at socket 1 within 15 min
      And no transaction starts for 30 min
      And no transaction stops for 30 min

    @BKD-035
    Scenario: The transaction that goes on has the energy of both parts
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 1
      And 5 min go by
      And the supply was cut for 10 min
      And 5 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the stopped transaction of socket 1 was sampled on both sides of the loss of power
      And the meter of the stopped transaction of socket 1 is not below its samples

    @BKD-035
    Scenario: A session at socket 2 goes on too
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 2
      When the supply is cut for 10 min
      Then current flows at socket 2 within 15 min
      And no transaction starts for 30 min
      And no transaction stops for 30 min

    @BKD-035
    Scenario: The backend can stop the transaction that goes on
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 1
      And the supply was cut for 60 s
      And 5 min go by
      When the backend stops the transaction of socket 1
      Then the station answers RemoteStopTransaction with Accepted
      And the transaction of socket 1 stops with reason Remote

    @BKD-024
    Scenario: A connector that is to go out of service behind its session does so behind the loss of power too
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 1
      And the backend made connector 1 Inoperative
      And the supply was cut for 60 s
      And 5 min go by
      When card "0A0E9B83" is presented at socket 1
      Then the transaction of socket 1 stops with reason Local
      And the backend sees socket 1 Unavailable within 30 s

    @ERR-003 @ERR-030
    Scenario: A session does not go on behind a loss of power when a fault has come meanwhile
      Given the operator has configured
        | Restart transaction after power loss | On |
      And a session of card "0A0E9B83" runs at socket 1
      When the fault "type 2 MCB open" comes at socket 1 while the supply is off
      Then the transaction of socket 1 is stopped within 15 min, by nobody who asked for it
      And no current flows at socket 1 for 10 min
      And the backend sees socket 1 Faulted within 15 min

    @BKD-037
    Scenario: The quick start leaves Restart transaction after power loss at the recommended value
      When the operator configures the backend over the local network
      Then "Restart transaction after power loss" on page "Backend" reads "On"

  Rule: Off: the session ends, and the user has to authorise again

    @BKD-036
    Scenario: After a loss of power no current flows, and the transaction is stopped with the last register
      Given the operator has configured
        | Restart transaction after power loss | Off |
      And a session of card "0A0E9B83" runs at socket 1
      And 5 min go by
      When the supply is cut for 60 s
      Then no current flows at socket 1 for 10 min
      And the transaction of socket 1 stops with reason PowerLoss within 10 min
      And the meter of the stopped transaction of socket 1 is not below its samples

    @BKD-036 @TRB-052
    Scenario: After a loss of power the card starts a new transaction
      Given the operator has configured
        | Restart transaction after power loss | Off |
      And a session of card "0A0E9B83" runs at socket 1
      And the supply was cut for 60 s
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And charging starts at socket 1

  Rule: Whatever the setting, no transaction is lost

    @BKD-038
    Scenario Outline: Cut at 50 moments of a session, Restart transaction after power loss <setting>
      Given the operator has configured
        | Restart transaction after power loss | <setting> |
        | Meter Value Sample Interval (OCPP)   | 10        |
      When the supply is cut at 50 moments of a session of card "0A0E9B83" at socket 1
      Then every session with current has a transaction
      And every transaction is stopped exactly once, with a meter that is not below its samples

      Examples:
        | setting |
        | On      |
        | Off     |

  Rule: The watchdog loses no session

    @BKD-071
    Scenario: A session without a line goes on behind the restart of the watchdog
      Given the operator has configured
        | Restart transaction after power loss | On  |
        | TCP Watchdog Timeout                 | 900 |
      And a session of card "0A0E9B83" runs at socket 1
      When the line to the backend is cut
      Then the station restarts 15 min later
      And the current at socket 1 flows again within 16 min

    @BKD-071
    Scenario Outline: What a session did before and behind the restart of the watchdog is told, setting <setting>
      Given the operator has configured
        | Restart transaction after power loss | <setting> |
        | TCP Watchdog Timeout                 | 900       |
      And a session of card "0A0E9B83" runs at socket 1
      And the line to the backend is cut
      And 20 min go by
      When the line to the backend is back
      Then at least <samples> MeterValues of socket 1 come within 5 min, none of them doubled
      And <rest>

      Examples:
        | setting | samples | rest                                                         |
        | On      | 18      | no transaction stops for 10 min                              |
        | Off     | 14      | the transaction of socket 1 stops with reason Reboot within 5 min |
