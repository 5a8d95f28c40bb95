Feature: Faults, their texts and what becomes of a session
  Manual, chapter 9. Each fault is reported with its code and text when it comes, and with its other text when it has
  gone; some stop transaction and charging, some do not.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: A fault that comes is reported with its code and activation message

    Scenario Outline: <fault>: <message>
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "<fault>" comes at socket 1
      Then the backend is told <code> with "<message>" for socket 1

      @ERR-001 @ERR-005
      Examples:
        | fault                        | code          | message                              |
        | residual current of 30 mA AC | groundFailure | Residual current detected via sensor |

      @ERR-001 @ERR-016
      Examples:
        | fault         | code       | message               |
        | vehicle error | mode3Error | Vehicle signals error |

      @ERR-001 @ERR-022
      Examples:
        | fault                 | code       | message                                       |
        | vehicle without diode | mode3Error | Vehicle diode check failed - tamper detection |

      @ERR-001 @ERR-028
      Examples:
        | fault           | code               | message                        |
        | type 2 MCB open | overCurrentFailure | MCB of type 2 socket triggered |

      @ERR-001 @ERR-033
      Examples:
        | fault             | code               | message                          |
        | domestic MCB open | overCurrentFailure | MCB of domestic socket triggered |

      @ERR-001 @ERR-038
      Examples:
        | fault    | code          | message   |
        | RCD open | groundFailure | RCD-Fault |

      @ERR-001 @ERR-044
      Examples:
        | fault    | code       | message                                         |
        | SPD open | otherError | Surge Protection Device (SPD) tripped. Replace. |

      @ERR-001 @ERR-070
      Examples:
        | fault            | code                 | message                                  |
        | no lock actuator | connectorLockFailure | Could not detect type 2 locking actuator |

      @ERR-001 @ERR-075
      Examples:
        | fault             | code              | message                      |
        | OCPP meter silent | powerMeterFailure | OCPP meter not communicating |

      @ERR-001 @ERR-078
      Examples:
        | fault                 | code              | message                          |
        | external meter silent | powerMeterFailure | External meter not communicating |

      @ERR-001 @ERR-081
      Examples:
        | fault              | code          | message                       |
        | RFID reader silent | readerFailure | RFID reader not communicating |

    @ERR-001 @ERR-049
    Scenario: A contactor that stays closed: Contactor welded
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      When the vehicle at socket 1 pauses
      Then the backend is told powerSwitchFailure with "Contactor welded" for socket 1

    @ERR-001 @ERR-058 @ERR-061
    Scenario: A plug that is in only half way: Plug locking failed
      Given the fault "plug half inserted" came at socket 1
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is told connectorLockFailure with "Plug locking failed" for socket 1

    @ERR-001 @ERR-063
    Scenario: A lock that does not open: Type 2 actuator stuck, cannot unlock
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is told connectorLockFailure with "Type 2 actuator stuck, cannot unlock" for socket 1

    @ERR-063
    Scenario: An actuator that has not closed yet is not one that cannot unlock
      Given the fault "lock actuator stuck" came at socket 1
      And a vehicle is plugged in at socket 1
      When the backend unlocks connector 1
      Then the backend is not told "Type 2 actuator stuck, cannot unlock" for socket 1 for 60 s

    @ERR-001
    Scenario: The same fault is reported again when it comes again
      Given the fault "type 2 MCB open" is there at socket 1
      And the fault "type 2 MCB open" went at socket 1
      And 60 s go by
      When the fault "type 2 MCB open" comes at socket 1
      Then the backend is told overCurrentFailure with "MCB of type 2 socket triggered" for socket 1

    @ERR-001
    Scenario: A second fault is reported while the first is there
      Given the fault "type 2 MCB open" is there at socket 1
      When the fault "residual current of 30 mA AC" comes at socket 1
      Then the backend is told groundFailure with "Residual current detected via sensor" for socket 1

    @ERR-001
    Scenario: A fault that comes without a connection is reported when the connection is back
      Given the line to the backend is cut
      And 10 min go by
      And the fault "type 2 MCB open" is there at socket 1
      When the line to the backend is back
      Then the backend is told overCurrentFailure with "MCB of type 2 socket triggered" for socket 1

    @ERR-001
    Scenario: A fault is reported by a station that has just restarted
      Given the backend asked for a Hard reset
      When the fault "type 2 MCB open" comes at socket 1
      Then the backend is told overCurrentFailure with "MCB of type 2 socket triggered" for socket 1

  Rule: A fault that has gone is reported with its resolution message

    Scenario Outline: <fault> is over: <message>
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "<fault>" came at socket 1
      And 20 s go by
      When the fault "<fault>" goes at socket 1
      Then the backend is told "<message>" as over for socket 1

      @ERR-002 @ERR-017
      Examples:
        | fault         | message                |
        | vehicle error | Vehicle error resolved |

      @ERR-002 @ERR-029
      Examples:
        | fault           | message                |
        | type 2 MCB open | MCB type 2 reconnected |

      @ERR-002 @ERR-034
      Examples:
        | fault             | message                         |
        | domestic MCB open | MCB domestic socket reconnected |

      @ERR-002 @ERR-039
      Examples:
        | fault    | message         |
        | RCD open | RCD reconnected |

      @ERR-002 @ERR-045
      Examples:
        | fault    | message       |
        | SPD open | SPD triggered |

      @ERR-002 @ERR-076
      Examples:
        | fault             | message                            |
        | OCPP meter silent | OCPP meter communication recovered |

      @ERR-002 @ERR-079
      Examples:
        | fault                 | message                                |
        | external meter silent | External meter communication recovered |

      @ERR-002 @ERR-082
      Examples:
        | fault              | message               |
        | RFID reader silent | RFID reader recovered |

    @ERR-002 @ERR-006
    Scenario: The residual current has gone and the plug has been pulled: Residual current situation resolved
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "residual current of 30 mA AC" is there at socket 1
      And the fault "residual current of 30 mA AC" went at socket 1
      When the plug is pulled out of socket 1
      Then the backend is told "Residual current situation resolved" as over for socket 1

    @ERR-002 @ERR-023
    Scenario: The vehicle has been unplugged: Vehicle with diode problem disconnected
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle without diode" is there at socket 1
      When the cable of socket 1 is pulled from the car
      Then the backend is told "Vehicle with diode problem disconnected" as over for socket 1

    @ERR-002 @ERR-050
    Scenario: The contactor has opened: Contactor weld resolved
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 60 s go by
      When the contactor of socket 1 comes loose
      Then the backend is told "Contactor weld resolved" as over for socket 1

    @ERR-002 @ERR-059
    Scenario: The plug has been put in anew and is locked: Plug locking failed
      Given the fault "plug half inserted" came at socket 1
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the plug at socket 1 is put in anew and card "0A0E9B83" is presented
      Then the backend is told "Plug locking failed" as over for socket 1

    @ERR-002 @ERR-064
    Scenario: The lock has opened at another attempt: Type 2 locking actuator recovered
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the fault "lock actuator stuck" went at socket 1
      When the backend unlocks connector 1
      Then the backend is told "Type 2 locking actuator recovered" as over for socket 1

    @ERR-002 @ERR-071 @ERR-073
    Scenario: The actuator has been found after a hard reset: Type 2 locking actuator detected
      Given the fault "no lock actuator" is there at socket 1
      And the fault "no lock actuator" went at socket 1
      When the backend asks for a Hard reset
      Then the backend is told "Type 2 locking actuator detected" as over for socket 1 within 5 min

    @ERR-085
    Scenario: What ends while the supply is off is reported when it is back
      Given the fault "type 2 MCB open" is there at socket 1
      When the fault "type 2 MCB open" goes at socket 1 while the supply is off
      Then the backend is told "MCB type 2 reconnected" as over for socket 1 within 15 min

    @ERR-002 @ERR-050
    Scenario: A contactor that opens while the supply is off: Contactor weld resolved
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 60 s go by
      When the contactor of socket 1 comes loose while the supply is off
      Then the backend is told "Contactor weld resolved" as over for socket 1 within 15 min

    @ERR-002
    Scenario: What ends without a connection is reported when the connection is back
      Given the fault "type 2 MCB open" is there at socket 1
      And the line to the backend is cut
      And 10 min go by
      And the fault "type 2 MCB open" went at socket 1
      And 10 min go by
      When the line to the backend is back
      Then the backend is told "MCB type 2 reconnected" as over for socket 1

    @ERR-002
    Scenario: Of two faults the one that has gone is over, and the other is not
      Given the fault "residual current of 30 mA AC" is there at socket 1
      And the fault "type 2 MCB open" is there at socket 1
      When the fault "type 2 MCB open" goes at socket 1
      Then the backend is told "MCB type 2 reconnected" as over for socket 1
      And the backend is not told "Residual current situation resolved" as over for socket 1 for 10 min
      And a session of card "0A0E9B83" cannot be had at socket 1

  Rule: Yes: transaction and charging are stopped

    Scenario Outline: <fault> stops them, and no session begins while it is there
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "<fault>" comes at socket 1
      Then the transaction of socket 1 is stopped by the fault
      And the current at socket 1 stops within <limit>
      And the backend sees socket 1 Faulted within 60 s
      And the LED of socket 1 flashes green, yellow and blue without end
      And a session of card "0A0E9B83" cannot be had at socket 1

      @ERR-003 @ERR-007
      Examples:
        | fault                        | limit |
        | residual current of 30 mA AC | 5 s   |

      @ERR-003 @ERR-024
      Examples:
        | fault                 | limit |
        | vehicle without diode | 5 s   |

      @ERR-003 @ERR-030
      Examples:
        | fault           | limit |
        | type 2 MCB open | 5 s   |

      @ERR-003 @ERR-035
      Examples:
        | fault             | limit |
        | domestic MCB open | 5 s   |

      @ERR-003 @ERR-072
      Examples:
        | fault            | limit |
        | no lock actuator | 5 s   |

      @ERR-003 @ERR-077
      Examples:
        | fault             | limit |
        | OCPP meter silent | 60 s  |

    @ERR-003 @ERR-065
    Scenario: A lock that does not open in a running session stops it
      Given the operator has configured
        | Stop Transaction Mode | Stop only by disconnecting |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 is stopped by the fault
      And the backend sees socket 1 Faulted within 60 s
      And the LED of socket 1 flashes green, yellow and blue without end
      And a session of card "0A0E9B83" cannot be had at socket 1

    @ERR-003 @ERR-051
    Scenario: A welded contactor stops the transaction, and a vehicle that comes back is offered nothing
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      When the vehicle at socket 1 pauses
      Then the transaction of socket 1 is stopped by the fault
      And the backend sees socket 1 Faulted within 60 s
      And the LED of socket 1 flashes green, yellow and blue without end
      And a session of card "0A0E9B83" cannot be had at socket 1

    @ERR-003
    Scenario: The other socket is left alone
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "type 2 MCB open" comes at socket 2
      Then no transaction stops for 10 min
      And the current at socket 1 does not stop for 10 min

    @BKD-024
    Scenario: A status that the backend triggers has the error code of the fault
      Given the fault "type 2 MCB open" is there at socket 1
      And 5 min go by
      When the backend triggers StatusNotification of connector 1
      Then the backend is told of OverCurrentFailure at socket 1 within 10 s

    @ERR-003
    Scenario: Behind a fault charging does not begin again by itself
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "type 2 MCB open" is there at socket 1
      And 5 min go by
      When the fault "type 2 MCB open" goes at socket 1
      Then no transaction starts for 10 min
      And no current flows at socket 1 for 10 min

    @ERR-003
    Scenario: After the last of two faults a session can be had, and not before
      Given the fault "domestic MCB open" is there at socket 1
      And the fault "type 2 MCB open" is there at socket 1
      And the fault "domestic MCB open" went at socket 1
      Then a session of card "0A0E9B83" cannot be had at socket 1
      And the fault "type 2 MCB open" is mended at socket 1
      And a session of card "0A0E9B83" can be had at socket 1

  Rule: No: transaction and charging go on

    Scenario Outline: <fault> stops nothing
      Given the operator has configured
        | Lock Actuator only if authorized | Off |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the fault "<fault>" comes at socket 1
      Then the current at socket 1 does not stop for 2 min
      And no transaction stops for 2 min
      And the backend does not see socket 1 Faulted for 2 min

      @ERR-004 @ERR-046
      Examples:
        | fault    |
        | SPD open |

      @ERR-004 @ERR-060
      Examples:
        | fault             |
        | lock springs open |

      @ERR-004 @ERR-080
      Examples:
        | fault                 |
        | external meter silent |

      @ERR-004 @ERR-083
      Examples:
        | fault              |
        | RFID reader silent |

    @ERR-004 @ERR-018
    Scenario: A vehicle that signals an error for a while charges on in the same transaction
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle error" came at socket 1
      And 5 s go by
      When the fault "vehicle error" goes at socket 1
      Then current flows at socket 1 within 10 s
      And no transaction stops for 2 min

    @ERR-004 @ERR-018
    Scenario: A vehicle that signals an error does not end its transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "vehicle error" comes at socket 1
      Then no transaction stops for 10 min
      And the backend does not see socket 1 Faulted for 10 min

    @ERR-004 @ERR-056
    Scenario: A backend that is lost stops nothing
      Given a session of card "0A0E9B83" runs at socket 1
      When the line to the backend is cut
      Then the current at socket 1 does not stop for 10 min
      And the line to the backend comes back
      And no transaction stops for 15 min

  Rule: Residual current

    @ERR-008
    Scenario: The coil's report is no report of the RCD
      When the fault "residual current of 30 mA AC" comes at socket 1
      Then the backend is not told "RCD-Fault" for socket 1 for 10 min

    @ERR-009
    Scenario: Direct current is detected as well
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "residual current of 10 mA DC" comes at socket 1
      Then the backend is told groundFailure with "Residual current detected via sensor" for socket 1
      And the transaction of socket 1 is stopped by the fault
      And the current at socket 1 stops within 5 s

    @ERR-010
    Scenario: Pulling the plug at the station resets it at once
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "residual current of 30 mA AC" is there at socket 1
      And the fault "residual current of 30 mA AC" went at socket 1
      When the plug is pulled out of socket 1
      Then the backend is told "Residual current situation resolved" as over for socket 1 within 5 s
      And a session of card "0A0E9B83" can be had at socket 1

    @ERR-011
    Scenario: It resets itself 10 s after the vehicle has been unplugged at the car
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "residual current of 30 mA AC" is there at socket 1
      And the fault "residual current of 30 mA AC" went at socket 1
      When the cable of socket 1 is pulled from the car
      Then the backend is told "Residual current situation resolved" as over for socket 1 between 9 s and 15 s later

    @ERR-012
    Scenario: It does not reset itself while the vehicle is connected
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "residual current of 30 mA AC" is there at socket 1
      When the fault "residual current of 30 mA AC" goes at socket 1
      Then the backend is not told "Residual current situation resolved" as over for socket 1 for 20 min

    Scenario Outline: A monitor of version <version> resets itself after <least> to <most>
      Given the residual current monitor of socket 1 is version <version>
      And a session of card "0A0E9B83" runs at socket 1
      And the fault "residual current of 30 mA AC" is there at socket 1
      And the fault "residual current of 30 mA AC" went at socket 1
      When the cable of socket 1 is pulled from the car
      Then the backend is told "Residual current situation resolved" as over for socket 1 between <least> and <most> later

      @ERR-014
      Examples:
        | version | least | most  |
        | D0468   | 890 s | 910 s |
        | D0470   | 9 s   | 15 s  |

      @ERR-013 @ERR-014
      Examples:
        | version | least | most  |
        | D0469   | 890 s | 910 s |

    @ERR-015
    Scenario: A coil with a lasting offset keeps the socket from charging until it is mended
      Given the fault "residual current of 30 mA AC" is there at socket 1
      Then a session of card "0A0E9B83" cannot be had at socket 1
      And the fault "residual current of 30 mA AC" is mended at socket 1
      And the cable of socket 1 is pulled and left alone for 1 min
      And a session of card "0A0E9B83" can be had at socket 1

  Rule: The vehicle

    @ERR-020
    Scenario: Another vehicle charges where one signalled an error
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle error" is there at socket 1
      And the cable of socket 1 is pulled and left alone for 1 min
      When the fault "vehicle error" goes at socket 1
      Then a session of card "0A0E9B83" can be had at socket 1

    @ERR-021
    Scenario: A vehicle that always signals an error is reported at every connection
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle error" is there at socket 1
      And the cable of socket 1 is pulled and left alone for 1 min
      When a vehicle is plugged in at socket 1
      Then the backend is told mode3Error with "Vehicle signals error" for socket 1

    @ERR-026
    Scenario: A vehicle without a diode is the fault until it has been unplugged
      Given a session of card "0A0E9B83" runs at socket 1
      When the fault "vehicle without diode" comes at socket 1
      Then the backend is not told "Vehicle with diode problem disconnected" as over for socket 1 for 10 min
      And the cable of socket 1 is pulled and left alone for 1 min
      And the backend is told "Vehicle with diode problem disconnected" as over for socket 1 within 12 min

    @ERR-027
    Scenario: A vehicle with a diode charges where one without failed
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle without diode" is there at socket 1
      And the cable of socket 1 is pulled and left alone for 1 min
      When the fault "vehicle without diode" goes at socket 1
      Then a session of card "0A0E9B83" can be had at socket 1

    @ERR-027
    Scenario: A vehicle without a diode fails again at its next session
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "vehicle without diode" is there at socket 1
      And the cable of socket 1 is pulled and left alone for 1 min
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the backend is told mode3Error with "Vehicle diode check failed - tamper detection" for socket 1

  Rule: Protective devices that somebody has to re-arm

    Scenario Outline: <fault> lasts until it is re-armed
      Given the fault "<fault>" is there at socket 1
      When the backend asks for a Hard reset
      Then the backend is not told "<message>" as over for socket 1 for 24 h
      And the fault "<fault>" is mended at socket 1
      And the backend is told "<message>" as over for socket 1

      @ERR-031
      Examples:
        | fault           | message                |
        | type 2 MCB open | MCB type 2 reconnected |

      @ERR-036
      Examples:
        | fault             | message                         |
        | domestic MCB open | MCB domestic socket reconnected |

      @ERR-048
      Examples:
        | fault    | message       |
        | SPD open | SPD triggered |

    Scenario Outline: No command of the backend re-arms: <fault>
      Given the fault "<fault>" is there at socket 1
      And the backend unlocked connector 1
      And the backend made connector 1 inoperative and operative again
      When the backend asks for a Soft reset
      Then the backend is not told "<message>" as over for socket 1 for 1 h
      And a session of card "0A0E9B83" cannot be had at socket 1

      @ERR-032
      Examples:
        | fault           | message                |
        | type 2 MCB open | MCB type 2 reconnected |

      @ERR-037
      Examples:
        | fault             | message                         |
        | domestic MCB open | MCB domestic socket reconnected |

  Rule: RCD

    @ERR-041
    Scenario: The RCD's report is no report of the coil
      When the fault "RCD open" comes at socket 1
      Then the backend is not told "Residual current detected via sensor" for socket 1 for 10 min

    @ERR-042
    Scenario: A single trip is corrected without anybody's help
      When the fault "RCD open" comes at socket 1
      Then the backend is told "RCD reconnected" as over for socket 1 within 1 h
      And a session of card "0A0E9B83" can be had at socket 1

    @ERR-043
    Scenario: An RCD that trips again and again is left open
      Given the fault "RCD trips again" is there at socket 1
      And 2 h go by
      When 0 s go by
      Then the backend is not told "RCD reconnected" as over for socket 1 for 24 h
      And a session of card "0A0E9B83" cannot be had at socket 1

    @ERR-003 @ERR-040
    Scenario: In mode Normal + Mode D + RCD detected a trip stops the transaction
      Given the operator has configured
        | Stop Transaction Mode | Normal + Mode D + RCD detected |
      And 60 s go by
      And a session of card "0A0E9B83" runs at socket 1
      When the fault "RCD open" comes at socket 1
      Then the transaction of socket 1 is stopped by the fault
      And the current at socket 1 stops within 5 s
      And the backend is told groundFailure with "RCD-Fault" for socket 1

    @ERR-040
    Scenario: An RCD that stays open shows on the LED and lets no session begin
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "RCD trips again" is there at socket 1
      And 2 h go by
      When 0 s go by
      Then the LED of socket 1 goes on flashing green, yellow and blue for 2 min
      And the current at socket 1 is zero

  Rule: Contactor

    @ERR-052
    Scenario: No command of the backend mends a welded contactor
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And the vehicle at socket 1 paused
      And 60 s go by
      And the backend unlocked connector 1
      When the backend asks for a Hard reset
      Then the backend is not told "Contactor weld resolved" as over for socket 1 for 1 h

    @ERR-053
    Scenario: A socket whose contactor is welded lets no session begin when the vehicle has gone
      Given a session of card "0A0E9B83" runs at socket 1
      And the contactor of socket 1 is welded
      And the vehicle at socket 1 paused
      And 60 s go by
      When the cable of socket 1 is pulled from the car
      Then the backend is not told "Contactor weld resolved" as over for socket 1 for 1 h
      And a vehicle that is connected again at socket 1 with card "0A0E9B83" does not charge

  Rule: Backend

    Background:
      Given a mail server "smtp.example" at port 2525 that wants the login "station@example.org", "zeer-geheim-7"
      And the notification by e-mail is set up
      And 60 s go by

    @ERR-054
    Scenario: A backend that is lost is mailed
      When the line to the backend is cut
      Then a mail with "Backend disconnected" arrives within 2 min

    @ERR-055
    Scenario: A backend that is back is mailed
      Given the line to the backend is cut
      And 10 min go by
      When the line to the backend is back
      Then a mail with "Backend disconnected" arrives within 3 min

  Rule: Lock actuator

    @ERR-062
    Scenario: A plug that is put in anew is locked and the vehicle charges
      Given the fault "plug half inserted" came at socket 1
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the plug at socket 1 is put in anew and card "0A0E9B83" is presented
      Then current flows at socket 1 within 60 s

    @ERR-066
    Scenario: UnlockConnector opens an actuator that moves again
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the fault "lock actuator stuck" went at socket 1
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with Unlocked
      And the plug in socket 1 is unlocked within 30 s

    @ERR-067
    Scenario: UnlockConnector at an actuator that is still stuck leaves the fault
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the backend unlocks connector 1
      Then the station answers UnlockConnector with UnlockFailed
      And the backend is not told "Type 2 locking actuator recovered" as over for socket 1 for 10 min

    @ERR-068
    Scenario: A hard reset opens an actuator that moves again
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the fault "lock actuator stuck" went at socket 1
      When the backend asks for a Hard reset
      Then the plug in socket 1 is unlocked within 5 min
      And the backend is told "Type 2 locking actuator recovered" as over for socket 1 within 5 min

    @ERR-069
    Scenario: An actuator that stays stuck needs a visit
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "lock actuator stuck" came at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      And the backend unlocked connector 1
      When the backend asks for a Hard reset
      Then the backend is not told "Type 2 locking actuator recovered" as over for socket 1 for 1 h
      And the backend sees socket 1 Faulted within 1 h

    @ERR-074
    Scenario: An actuator that is not there is missing after two hard resets
      Given the fault "no lock actuator" is there at socket 1
      And the backend asked for a Hard reset
      When the backend asks for a Hard reset
      Then the backend is not told "Type 2 locking actuator detected" as over for socket 1 for 1 h
      And a session of card "0A0E9B83" cannot be had at socket 1

  Rule: Card reader

    @ERR-084
    Scenario: Without a reader the backend ends a session
      Given a session of card "0A0E9B83" runs at socket 1
      And the fault "RFID reader silent" is there at socket 1
      When the backend stops the transaction of socket 1
      Then the transaction of socket 1 stops with reason Remote

    @ERR-084
    Scenario: Without a reader the backend starts a session
      Given the fault "RFID reader silent" is there at socket 1
      And a vehicle is plugged in at socket 1
      When the backend starts a session for "0a0e9b83" at socket 1
      Then current flows at socket 1 within 30 s
