Feature: Certification: charging profiles of the backend
  OCPP 1.6, 3.13, 5.5 (ClearChargingProfile), 5.7 (GetCompositeSchedule), 5.11 and 5.16 (SetChargingProfile);
  manual, 7.4: the controller supports OCPP smart-charging profiles.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"
    And the backend accepts card "c0ffee01"

  Rule: A profile of each purpose limits what the vehicle is offered

    @octt:TC_056_CS @DLM-050
    Scenario: A TxDefaultProfile counts for the transactions that come
      When the backend sends a TxDefaultProfile to connector 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Accepted
      Given a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 10 A within 10 s

    @octt:TC_082_CS @DLM-050
    Scenario: A TxDefaultProfile counts for the transaction that runs
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is offered 10 A within 10 s

    @octt:TC_057_CS @DLM-050
    Scenario: A TxProfile counts for its transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is offered 10 A within 10 s

    @DLM-050
    Scenario: A TxProfile goes before the TxDefaultProfile, also where it allows more
      Given the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 1  |
        | stackLevel        | 5  |
        | from 0 s          | 10 |
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | chargingProfileId | 2  |
        | stackLevel        | 0  |
        | from 0 s          | 16 |
      Then the vehicle at socket 1 is offered 16 A within 10 s

    @DLM-050
    Scenario: A TxProfile ends with its transaction
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxProfile for the transaction of socket 1
        | from 0 s | 10 |
      And the cable of socket 1 was pulled from the car
      And 5 s go by
      And the plug was pulled out of socket 1
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 32 A within 10 s

    @DLM-050
    Scenario: A session that goes on after a loss of power keeps its TxProfile, and its place in it
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxProfile for the transaction of socket 1
        | chargingProfileKind | Relative |
        | from 0 s            | 8        |
        | from 10 min         | 16       |
      And 8 min go by
      And the supply was cut for 60 s
      And 3 min go by
      Then the vehicle at socket 1 is offered 16 A within 10 s

    @DLM-050
    Scenario: A TxProfile does not come back when a loss of power has ended its transaction
      Given the operator has configured
        | Restart transaction after power loss | Off |
      And a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxProfile for the transaction of socket 1
        | from 0 s | 10 |
      And the supply was cut for 60 s
      And 60 s go by
      And the cable of socket 1 was pulled from the car
      And 5 s go by
      And the plug was pulled out of socket 1
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 32 A within 10 s

    @DLM-050
    Scenario: A TxDefaultProfile is still there after a loss of power
      Given the backend sent a TxDefaultProfile to connector 1
        | from 0 s | 13 |
      And the supply was cut for 60 s
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 13 A within 10 s

    @DLM-050
    Scenario: A TxDefaultProfile of connector 0 counts at every connector
      Given the backend sent a TxDefaultProfile to connector 0
        | from 0 s | 10 |
      And a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      Then the vehicle at socket 1 is offered 10 A within 10 s
      And the vehicle at socket 2 is offered 10 A within 10 s

    @DLM-050
    Scenario: A connector's own TxDefaultProfile goes before that of connector 0
      Given the backend sent a TxDefaultProfile to connector 0
        | chargingProfileId | 1  |
        | stackLevel        | 5  |
        | from 0 s          | 10 |
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 2  |
        | stackLevel        | 0  |
        | from 0 s          | 16 |
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 16 A within 10 s

  Rule: The station as a whole keeps its limit

    @DLM-050
    Scenario: A ChargePointMaxProfile holds one vehicle under it
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a ChargePointMaxProfile to connector 0
        | from 0 s | 20 |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is offered 20 A within 10 s

    @DLM-050
    Scenario: Two vehicles together keep the ChargePointMaxProfile
      Given the backend sent a ChargePointMaxProfile to connector 0
        | from 0 s | 20 |
      And a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      Then the vehicles are offered 20 A together within 10 s
      And the vehicle at socket 1 is offered 10 A within 10 s

    @DLM-050
    Scenario: A limit too low for two vehicles pauses the one that came last, and lets it go on when there is room
      Given the backend sent a ChargePointMaxProfile to connector 0
        | from 0 s | 10 |
      And a session of card "0A0E9B83" runs at socket 1
      And a vehicle is plugged in at socket 2
      When card "C0FFEE01" is presented at socket 2
      Then the backend sees socket 2 SuspendedEVSE within 10 s
      And the vehicle at socket 1 is still offered 10 A
      When the cable of socket 1 is pulled from the car
      Then the vehicle at socket 2 is offered 10 A within 10 s
      And the backend sees socket 2 Charging within 10 s

    @DLM-050
    Scenario: The ChargePointMaxProfile holds under a TxProfile that allows more
      Given the backend sent a ChargePointMaxProfile to connector 0
        | chargingProfileId | 1  |
        | from 0 s          | 12 |
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | chargingProfileId | 2  |
        | from 0 s          | 16 |
      Then the vehicle at socket 1 is still offered 12 A

    @BKD-024
    Scenario: A ChargePointMaxProfile for connector 1 is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a ChargePointMaxProfile to connector 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Rejected
      And the vehicle at socket 1 is still offered 32 A

    @DLM-050
    Scenario: The operator's limit holds under a profile that allows more
      Given the operator has configured
        | Operator Current Limit [A] | 13 |
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s | 16 |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is still offered 13 A

  Rule: Of several profiles of one purpose the highest stackLevel counts

    @octt:TC_072_CS @DLM-050
    Scenario: The higher stackLevel governs while it has something to say, then the lower one
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxProfile for the transaction of socket 1
        | chargingProfileId | 1  |
        | stackLevel        | 0  |
        | from 0 s          | 10 |
      When the backend sends a TxProfile for the transaction of socket 1
        | chargingProfileId | 2     |
        | stackLevel        | 1     |
        | duration          | 5 min |
        | from 0 s          | 16    |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is offered 16 A within 10 s
      And 5 min later the vehicle at socket 1 is offered 10 A

    @DLM-050
    Scenario: A lower stackLevel that comes later does not take over
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 1  |
        | stackLevel        | 3  |
        | from 0 s          | 16 |
      When the backend sends a TxDefaultProfile to connector 1
        | chargingProfileId | 2  |
        | stackLevel        | 1  |
        | from 0 s          | 10 |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is still offered 16 A

    @DLM-050
    Scenario: A profile of the same stackLevel and purpose replaces, and does not come back after a restart
      Given the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 1  |
        | from 0 s          | 10 |
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 2  |
        | from 0 s          | 16 |
      And the backend cleared the charging profiles with
        | id | 2 |
      And the supply was cut for 60 s
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 32 A within 10 s

    @DLM-050
    Scenario: A profile of the same id replaces
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | stackLevel | 4  |
        | from 0 s   | 10 |
      When the backend sends a TxDefaultProfile to connector 1
        | stackLevel | 2  |
        | from 0 s   | 16 |
      Then the vehicle at socket 1 is offered 16 A within 10 s

    @BKD-024
    Scenario: A stackLevel above ChargeProfileMaxStackLevel is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | stackLevel | 1000 |
        | from 0 s   | 10   |
      Then the station answers SetChargingProfile with Rejected
      And the vehicle at socket 1 is still offered 32 A

  Rule: A schedule is followed in time

    @DLM-050
    Scenario: Each period counts from its start
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s   | 10 |
        | from 5 min | 16 |
        | from 8 min | 8  |
      Then the vehicle at socket 1 is offered 10 A within 10 s
      And 5 min later the vehicle at socket 1 is offered 16 A
      And 3 min later the vehicle at socket 1 is offered 8 A

    @DLM-050
    Scenario: A schedule that has run for a while counts from where it is
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | startSchedule | 1 h ago |
        | from 0 s      | 10      |
        | from 30 min   | 16      |
        | from 2 h      | 8       |
      Then the vehicle at socket 1 is offered 16 A within 10 s

    @DLM-050
    Scenario: A schedule whose start is to come changes nothing before
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | startSchedule | in 10 min |
        | from 0 s      | 10        |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is still offered 32 A
      And 10 min later the vehicle at socket 1 is offered 10 A

    @DLM-050
    Scenario: When the duration is over the profile counts no more
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | duration | 5 min |
        | from 0 s | 10    |
      Then the vehicle at socket 1 is offered 10 A within 10 s
      And 5 min later the vehicle at socket 1 is offered 32 A

    @DLM-050
    Scenario: A relative schedule counts from the start of the transaction
      Given a session of card "0A0E9B83" runs at socket 1
      And 10 min go by
      When the backend sends a TxProfile for the transaction of socket 1
        | chargingProfileKind | Relative |
        | from 0 s            | 8        |
        | from 5 min          | 16       |
        | from 20 min         | 10       |
      Then the vehicle at socket 1 is offered 16 A within 10 s
      And 10 min later the vehicle at socket 1 is offered 10 A

    @DLM-050
    Scenario Outline: A <recurrency> schedule comes back
      Given the backend has set "MeterValueSampleInterval" to "0"
      And the backend has set "HeartbeatInterval" to "86400"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | chargingProfileKind | Recurring    |
        | recurrencyKind      | <recurrency> |
        | startSchedule       | 1 h ago      |
        | duration            | 2 h          |
        | from 0 s            | 10           |
      Then the vehicle at socket 1 is offered 10 A within 10 s
      And 2 h later the vehicle at socket 1 is offered 32 A
      And <again> later the vehicle at socket 1 is offered 10 A

      Examples:
        | recurrency | again |
        | Daily      | 22 h  |
        | Weekly     | 166 h |

    @DLM-050
    Scenario: A weekly schedule does not come back the next day
      Given the backend has set "MeterValueSampleInterval" to "0"
      And the backend has set "HeartbeatInterval" to "86400"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | chargingProfileKind | Recurring |
        | recurrencyKind      | Weekly    |
        | startSchedule       | 1 h ago   |
        | duration            | 2 h       |
        | from 0 s            | 10        |
      Then the vehicle at socket 1 is offered 10 A within 10 s
      And 24 h later the vehicle at socket 1 is offered 32 A

    @DLM-050
    Scenario: A profile counts from validFrom to validTo
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | validFrom | in 5 min  |
        | validTo   | in 10 min |
        | from 0 s  | 10        |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is still offered 32 A
      And 5 min later the vehicle at socket 1 is offered 10 A
      And 5 min later the vehicle at socket 1 is offered 32 A

    @DLM-050
    Scenario: A profile of the past limits nothing
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | startSchedule | 2 h ago |
        | validTo       | 1 h ago |
        | from 0 s      | 10      |
      Then the vehicle at socket 1 is still offered 32 A

    @DLM-050
    Scenario: A profile is followed while the line to the backend is cut
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | from 0 s   | 16 |
        | from 5 min | 10 |
      When the line to the backend is cut
      Then the vehicle at socket 1 is still offered 16 A
      And 5 min later the vehicle at socket 1 is offered 10 A

    @DLM-050
    Scenario: A profile is followed after a loss of power before the backend is back
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | from 0 s   | 16 |
        | from 5 min | 10 |
      And the line to the backend is cut
      And the supply was cut for 60 s
      Then the vehicle at socket 1 is offered 16 A within 10 s
      And 5 min later the vehicle at socket 1 is offered 10 A

  Rule: Limits in amperes and in watts, down to nothing

    @DLM-050
    Scenario Outline: <limit> <unit> is <offered> for the vehicle, or the next whole ampere below
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | chargingRateUnit | <unit>  |
        | from 0 s         | <limit> |
      Then the station answers SetChargingProfile with Accepted
      And the vehicle at socket 1 is offered between <least> and <offered> within 10 s

      Examples:
        | limit           | unit | offered | least |
        | 13.5            | A    | 13.5 A  | 13 A  |
        | 6               | A    | 6 A     | 6 A   |
        | 50              | A    | 32 A    | 32 A  |
        | 11040           | W    | 16 A    | 16 A  |
        | 11000           | W    | 15.9 A  | 15 A  |
        | 3680 on 1 phase | W    | 16 A    | 16 A  |

    @DLM-050
    Scenario Outline: A limit of <limit> A pauses the session, and the next period lets it go on
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for the transaction of socket 1
        | from 0 s   | <limit> |
        | from 5 min | 16      |
      Then the current at socket 1 stops within 10 s
      And the backend sees socket 1 SuspendedEVSE within 10 s
      And the vehicle at socket 1 is offered 0 A within 10 s
      And 5 min later the vehicle at socket 1 is offered 16 A
      And the backend sees socket 1 Charging within 310 s
      And the transaction of socket 1 goes on for 20 min

      Examples:
        | limit |
        | 0     |
        | 5.9   |

    @DLM-050
    Scenario: A session that a profile pauses from its beginning is a transaction, and goes on when it may
      Given the backend sent a TxDefaultProfile to connector 1
        | from 0 s | 0 |
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And the backend sees socket 1 SuspendedEVSE within 10 s
      And no current flows at socket 1 for 5 min
      When the backend clears all charging profiles
      Then current flows at socket 1 within 10 s

  Rule: A remote start may bring its profile

    @octt:TC_059_CS @DLM-050
    Scenario: The TxProfile of a remote start counts from the first moment
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1 with a TxProfile
        | from 0 s | 10 |
      Then the station answers RemoteStartTransaction with Accepted
      And a transaction of "0a0e9b83" starts at socket 1
      And the vehicle at socket 1 is offered 10 A within 10 s

    @DLM-050
    Scenario: The profile of a remote start waits for the vehicle, and ends with the transaction
      Given the backend started a session for "0a0e9b83" at socket 1 with a TxProfile
        | chargingProfileKind | Relative |
        | from 0 s            | 10       |
      And 20 s go by
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 10 A within 10 s
      Given the cable of socket 1 was pulled from the car
      And 5 s go by
      And the plug was pulled out of socket 1
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 32 A within 10 s

    @DLM-050
    Scenario: The profile of a remote start that lapsed limits nobody
      Given the backend started a session for "0a0e9b83" at socket 1 with a TxProfile
        | chargingProfileKind | Relative |
        | from 0 s            | 10       |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      Then the vehicle at socket 1 is offered 32 A within 10 s

    @octt:TC_060_CS @BKD-024
    Scenario: A remote start with a profile of another purpose is refused
      Given a vehicle is plugged in at socket 1
      And 10 s go by
      When the backend starts a session for "0a0e9b83" at socket 1 with a TxDefaultProfile
        | from 0 s | 10 |
      Then the station answers RemoteStartTransaction with Rejected
      And no transaction starts for 60 s

  Rule: What cannot be obeyed is refused

    @octt:TC_058_1_CS @BKD-024
    Scenario: A TxProfile without a transaction is refused
      When the backend sends a TxProfile to connector 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Rejected

    @octt:TC_058_2_CS @BKD-024
    Scenario: A TxProfile for another transaction is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile for transaction 999999 to connector 1
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Rejected
      And the vehicle at socket 1 is still offered 32 A

    @BKD-024
    Scenario: A TxProfile for connector 0 is refused
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxProfile to connector 0
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Rejected
      And the vehicle at socket 1 is still offered 32 A

    @BKD-024
    Scenario: A profile for a connector that the station does not have is refused
      When the backend sends a TxDefaultProfile to connector 3
        | from 0 s | 10 |
      Then the station answers SetChargingProfile with Rejected

    @BKD-024
    Scenario: A schedule whose first period does not begin at 0 is refused
      When the backend sends a TxDefaultProfile to connector 1
        | from 60 s | 10 |
      Then the station answers SetChargingProfile with Rejected

    @BKD-024
    Scenario Outline: A profile is refused where <why>
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sends a TxDefaultProfile to connector 1
        | <field> | <value> |
        | <other> | <that>  |
        | from 0 s | 10     |
      Then the station answers SetChargingProfile with Rejected
      And the vehicle at socket 1 is still offered 32 A

      Examples:
        | why                               | field               | value     | other         | that     |
        | nothing says how often it recurs  | chargingProfileKind | Recurring | duration      | 60 s     |
        | a relative one has a start        | chargingProfileKind | Relative  | startSchedule | now      |
        | it ends before it begins          | validFrom           | in 10 min | validTo       | in 5 min |
        | a limit is for four phases        | stackLevel          | 0         | from 60 s     | 8 on 4 phases |

  Rule: Profiles are cleared as the backend names them

    @octt:TC_067_CS @DLM-050
    Scenario: A profile is cleared by its id
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 5  |
        | from 0 s          | 10 |
      When the backend clears the charging profiles with
        | id | 5 |
      Then the station answers ClearChargingProfile with Accepted
      And the vehicle at socket 1 is offered 32 A within 10 s

    @DLM-050
    Scenario Outline: Only profiles that match <field> are cleared
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a ChargePointMaxProfile to connector 0
        | chargingProfileId | 1  |
        | stackLevel        | 1  |
        | from 0 s          | 20 |
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 2  |
        | stackLevel        | 0  |
        | from 0 s          | 10 |
      When the backend clears the charging profiles with
        | <field> | <value> |
      Then the station answers ClearChargingProfile with Accepted
      And the vehicle at socket 1 is offered <offered> within 10 s

      Examples:
        | field                  | value                 | offered |
        | id                     | 2                     | 20 A    |
        | id                     | 1                     | 10 A    |
        | connectorId            | 1                     | 20 A    |
        | connectorId            | 0                     | 10 A    |
        | chargingProfilePurpose | TxDefaultProfile      | 20 A    |
        | chargingProfilePurpose | ChargePointMaxProfile | 10 A    |
        | stackLevel             | 0                     | 20 A    |
        | stackLevel             | 1                     | 10 A    |

    @DLM-050
    Scenario: A profile that matches one field of two stays
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | stackLevel | 2  |
        | from 0 s   | 10 |
      When the backend clears the charging profiles with
        | chargingProfilePurpose | TxDefaultProfile |
        | stackLevel             | 3                |
      Then the station answers ClearChargingProfile with Unknown
      And the vehicle at socket 1 is still offered 10 A

    @DLM-050
    Scenario: Without fields all profiles are cleared
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a ChargePointMaxProfile to connector 0
        | chargingProfileId | 1  |
        | from 0 s          | 20 |
      And the backend sent a TxProfile for the transaction of socket 1
        | chargingProfileId | 2  |
        | from 0 s          | 10 |
      When the backend clears all charging profiles
      Then the station answers ClearChargingProfile with Accepted
      And the vehicle at socket 1 is offered 32 A within 10 s

    @BKD-024
    Scenario: Where no profile matches, Unknown is the answer
      When the backend clears the charging profiles with
        | id | 7 |
      Then the station answers ClearChargingProfile with Unknown

  Rule: The composite schedule shows what will be offered

    @octt:TC_066_CS @BKD-024
    Scenario: All purposes are in the composite schedule
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a ChargePointMaxProfile to connector 0
        | chargingProfileId | 1     |
        | duration          | 400 s |
        | from 0 s          | 10    |
      And the backend sent a TxDefaultProfile to connector 1
        | chargingProfileId | 2     |
        | duration          | 300 s |
        | from 0 s          | 6     |
        | from 60 s         | 10    |
        | from 120 s        | 8     |
      And the backend sent a TxProfile for the transaction of socket 1
        | chargingProfileId | 3     |
        | duration          | 260 s |
        | from 0 s          | 8     |
        | from 50 s         | 11    |
        | from 140 s        | 16    |
        | from 200 s        | 6     |
      Then the composite schedule of connector 1 for 400 s in A is
        | 0 s   | 8  |
        | 49 s  | 10 |
        | 199 s | 6  |
        | 259 s | 8  |
        | 297 s | 10 |
        | 397 s | 32 |

    @BKD-024
    Scenario: The composite schedule in watts
      Given a session of card "0A0E9B83" runs at socket 1
      And the backend sent a TxDefaultProfile to connector 1
        | chargingRateUnit | W     |
        | from 0 s         | 11000 |
        | from 60 s        | 6900  |
      Then the composite schedule of connector 1 for 100 s in W is
        | 0 s  | 11000 |
        | 59 s | 6900  |

    @BKD-024
    Scenario: The composite schedule of the station
      Given the backend sent a ChargePointMaxProfile to connector 0
        | from 0 s  | 20 |
        | from 60 s | 30 |
      Then the composite schedule of connector 0 for 100 s in A is
        | 0 s  | 20 |
        | 59 s | 30 |

    @BKD-024
    Scenario: The composite schedule knows what the other vehicle takes of the station's limit
      Given the backend sent a ChargePointMaxProfile to connector 0
        | from 0 s | 20 |
      And a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      Then the composite schedule of connector 1 for 60 s in A is
        | 0 s | 10 |

    @BKD-024
    Scenario: There is no composite schedule of a connector that the station does not have
      Then there is no composite schedule of connector 3 for 60 s

  Rule: What the station holds is in its configuration

    @ACC-051
    Scenario: The keys of smart charging
      When the backend asks for the whole configuration
      Then the answer has at least the keys
        | ChargeProfileMaxStackLevel              |
        | ChargingScheduleAllowedChargingRateUnit |
        | ChargingScheduleMaxPeriods              |
        | MaxChargingProfilesInstalled            |
        | ConnectorSwitch3to1PhaseSupported       |

    @ACC-051
    Scenario: Smart charging is among the supported feature profiles
      When the backend asks for the key "SupportedFeatureProfiles"
      Then the answer has "SupportedFeatureProfiles" with "SmartCharging" in its list
