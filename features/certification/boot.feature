Feature: Certification: registration, restarts and loss of power
  OCPP 1.6, 4.2 (BootNotification), 5.14 (Reset) and 7.36 (reasons of StopTransaction). The tags name the cases of
  the Open Charge Alliance that a scenario covers.

  Rule: A station works once the backend has accepted it

    @octt:TC_001_CS @BKD-003
    Scenario: A station that was rejected asks again, and reports its connectors once it is accepted
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend answers BootNotification with Rejected and an interval of 60 s
      And the station is configured for its backend over the local network
      And 30 s go by
      When the backend accepts the station from now on
      Then the station reports for duty again within 61 s
      And the backend sees connector 0 Available again within 65 s
      And the backend sees connector 1 Available again within 65 s
      And the backend sees connector 2 Available again within 65 s
      And the backend receives Heartbeat within 6 min

    @octt:TC_002_CS @BKD-003 @ACC-052
    Scenario: A station that is pending can be configured, and says nothing else of its own accord
      Given a backend that listens, with a heartbeat interval of 300 s
      And the backend answers BootNotification with Pending and an interval of 60 s
      And the station is configured for its backend over the local network
      And 30 s go by
      When the backend sets "MeterValueSampleInterval" to "30"
      Then the station answers ChangeConfiguration with Accepted
      And the backend receives nothing but BootNotification for 3 min

  Rule: The backend can restart the station

    @BKD-024
    Scenario Outline: A <kind> reset of an idle station is accepted and carried out
      Given a station that is connected to its backend
      When the backend asks for a <kind> reset
      Then the station answers Reset with Accepted
      And the station reports for duty again within 3 min
      And the backend sees connector 1 Available again within 3 min
      And the backend sees connector 2 Available again within 3 min

      @octt:TC_013_CS
      Examples:
        | kind |
        | Hard |

      @octt:TC_014_CS
      Examples:
        | kind |
        | Soft |

    @BKD-024
    Scenario Outline: A <kind> reset ends a running transaction with its own reason first
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend asks for a <kind> reset
      Then the station answers Reset with Accepted
      And the transaction of socket 1 stops with reason <reason>
      And the station reports for duty again within 3 min

      @octt:TC_015_CS
      Examples:
        | kind | reason    |
        | Hard | HardReset |

      @octt:TC_016_CS @device
      Examples:
        | kind | reason    |
        | Soft | SoftReset |

  Rule: A loss of power loses nothing that the backend has to know

    @octt:TC_032_2_CS @BKD-024
    Scenario: A transaction that a loss of power cut short is stopped after the boot
      Given a station that is connected to its backend
      And the operator has configured
        | Restart transaction after power loss | Off |
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the supply is cut for 60 s
      Then the station reports for duty again within 5 min
      And the transaction of socket 1 stops with reason PowerLoss within 5 min

    @octt:TC_034_CS @BKD-024
    Scenario: A connector that the backend took out of service stays so over a loss of power
      Given a station that is connected to its backend
      And the backend made connector 1 Inoperative
      When the supply is cut for 60 s
      Then the station reports for duty again within 5 min
      And the status of connector 1 is Unavailable
      And the status of connector 2 is Available

  Rule: The backend takes a connector out of service, and back

    @BKD-024
    Scenario: A connector that is to be in service again before its session ends does not go out of service
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      And the backend made connector 1 Inoperative
      And 10 s go by
      And the backend made connector 1 Operative
      And 10 s go by
      And card "0A0E9B83" was presented at socket 1
      And 10 s go by
      When the cable of socket 1 is pulled from the car
      Then the backend sees socket 1 Available within 60 s

    @BKD-024
    Scenario: The heartbeat follows the interval of the last BootNotification
      Given a station that is connected to its backend
      And the line to the backend is cut
      And a backend that listens, with a heartbeat interval of 60 s
      And 60 s go by
      And the line to the backend is back
      When 5 min go by
      Then the next 3 Heartbeats are 60 s apart

    @BKD-024
    Scenario: A connector that the station does not have is not taken out of service
      Given a station that is connected to its backend
      When the backend makes connector 3 Inoperative
      Then the station answers ChangeAvailability with Rejected
      And the status of connector 1 is Available
      And the status of connector 2 is Available

  Rule: A fault is reported and bars the connector

    @octt:TC_041_CS @ERR-051 @device
    Scenario: A connector whose contactor is welded is reported Faulted and takes no remote start
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And card "0A0E9B83" was presented at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1
      Then the station answers RemoteStartTransaction with Rejected
      And the status of connector 1 is Faulted
