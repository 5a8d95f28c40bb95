@needs-energy-manager
Feature: An energy management system steers the station over Modbus TCP
  Manual, 7.4: the local load management can be integrated in energy management systems over Modbus TCP/IP, for instance
  for charging with the surplus of a PV system. The manual gives no registers; those are the controller's own
  (docs/modbus-server.md says which, and how certain each is). A current is judged as the vehicle measures it.

  Rule: What the energy manager allows is the most that a vehicle has

    Background:
      Given the Modbus TCP server for energy managers is on

    @DLM-046
    Scenario Outline: A limit of <limit> is followed
      Given a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager allows <limit> at socket 1
      Then the vehicle at socket 1 has <has> within 10 s

      Examples:
        | limit | has  |
        | 10 A  | 10 A |
        | 6 A   | 6 A  |
        | 5 A   | 0 A  |
        | 0 A   | 0 A  |

    @DLM-046
    Scenario: A vehicle that comes later finds the limit
      Given the energy manager has allowed 10 A at socket 1
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 has 10 A within 60 s

    @DLM-046
    Scenario: A pause ends when the energy manager allows current again
      Given a vehicle is plugged in at socket 1
      And current flows at socket 1
      And the energy manager has allowed 0 A at socket 1
      When the energy manager allows 16 A at socket 1
      Then the vehicle at socket 1 has 16 A within 10 s

    @DLM-046
    Scenario: Each socket has a limit of its own
      Given a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And the energy manager has allowed 10 A at socket 1
      When the energy manager allows 8 A at socket 2
      Then the vehicle at socket 2 has 8 A within 10 s
      And the vehicle at socket 1 still has 10 A

    @DLM-046
    Scenario: The limit is read back
      Given the energy manager has allowed 10 A at socket 1
      Then the energy manager reads "HEMS current limit" of socket 1 as "10"

    @PWR-052
    Scenario: The dashboard names the energy manager
      Given a vehicle is plugged in at socket 1
      When the energy manager allows 10 A at socket 1
      Then the dashboard says that socket 1 is limited by "energy manager"

  Rule: It raises no other limit

    @DLM-046
    Scenario Outline: <limit> of 10 A holds beside 20 A of the energy manager
      Given the Modbus TCP server for energy managers is on, with
        | <limit> | 10 |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager allows 20 A at socket 1
      Then the vehicle at socket 1 still has 10 A

      Examples:
        | limit                          |
        | Operator Current Limit [A]     |
        | Installation Current Limit [A] |

    @DLM-046
    Scenario: What is ordered beyond 32 A gives nobody more than 32 A
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager allows 63 A at socket 1
      Then the vehicle at socket 1 still has 32 A

    @DLM-046 @DLM-051
    Scenario: The share of an island holds beside the energy manager's limit
      Given the Modbus TCP server for energy managers is on, with
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 16/16/16                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 16/16/16                             |
      And a vehicle is plugged in at socket 1
      And the car at 1 was offered 16 A
      When the energy manager allows 20 A at socket 1
      Then the vehicle at socket 1 still has 16 A
      When the energy manager allows 9 A at socket 1
      Then the vehicle at socket 1 has 9 A within 10 s

  Rule: The limit of a whole island can be lowered at its master

    Background:
      Given the Modbus TCP server for energy managers is on, with
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 20/20/20                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20                             |
      And a vehicle is plugged in at socket 1
      And the car at 1 was offered 20 A

    @DLM-046
    Scenario: One phase is lowered to 12 A
      When the energy manager writes 12 as "operator sub-distribution limit L2" of socket 1
      Then the car at 1 is offered 12 A within 65 s
      And the energy manager reads "operator sub-distribution limit L2" of socket 1 as "12"
      And the energy manager reads "operator sub-distribution limit L1" of socket 1 as "20"

    @DLM-046
    Scenario: It cannot be raised above the sub-distribution
      Then the energy manager cannot write 21 as "operator sub-distribution limit L1" of socket 1
      And the car at 1 is offered 20 A

  Rule: An energy manager that falls silent

    Background:
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And the energy manager has written 8 as "safe current" of socket 1
      And the energy manager has written 60 as "communication timeout" of socket 1
      And the energy manager has allowed 16 A at socket 1

    @DLM-046
    Scenario: The safe current takes the place of its limit when the timeout is over
      When the energy manager falls silent
      Then the vehicle at socket 1 has 8 A within 65 s

    @DLM-046
    Scenario: Until then its limit holds
      When the energy manager falls silent
      And 40 s go by
      Then the vehicle at socket 1 has 16 A within 45 s

    @DLM-046
    Scenario: A safe current above the limit lets the vehicle charge again
      Given the energy manager has allowed 0 A at socket 1
      When the energy manager falls silent
      Then the vehicle at socket 1 has 8 A within 65 s

    @DLM-046
    Scenario: Who reads is not silent
      When the energy manager does nothing but read for 3 min
      Then the vehicle at socket 1 has 16 A within 190 s

    @DLM-046
    Scenario: An energy manager that is back is obeyed
      Given the energy manager has been silent for 90 s
      When the energy manager allows 12 A at socket 1
      Then the vehicle at socket 1 has 12 A within 10 s

    @DLM-046
    Scenario: Safe current and timeout are kept over a loss of supply
      When the supply is cut for 5 s
      Then the energy manager reads "safe current" of socket 1 as "8"
      And the energy manager reads "communication timeout" of socket 1 as "60"

  Rule: The operator opens and closes the interface

    @DLM-046
    Scenario: From the factory nobody listens
      Then the energy manager finds nobody for socket 1
      And the energy manager finds nobody for socket 2

    @DLM-046
    Scenario: Switched off, its limit is gone and nobody listens
      Given the Modbus TCP server for energy managers is on
      And the energy manager has allowed 10 A at socket 1
      And a vehicle is plugged in at socket 1
      When the operator switches the Modbus TCP server off
      Then the energy manager finds nobody for socket 1
      And the vehicle at socket 1 has 32 A within 120 s

    @DLM-046
    Scenario: Socket 1 is at the base port and socket 2 at the next one
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Base Port | 1502 |
      Then the energy manager finds socket 1 from base port 1502 on
      And the energy manager finds socket 2 from base port 1502 on
      And the energy manager finds nobody from base port 502 on

    @DLM-046
    Scenario: A station with one socket has one port
      Given the charging station has one socket
      And the Modbus TCP server for energy managers is on
      Then the energy manager finds socket 1 from base port 502 on
      And the energy manager finds nobody for socket 2

  Rule: What the energy manager reads

    @DLM-046
    Scenario Outline: While a vehicle takes 10 A: <quantity>
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager allows 10 A at socket 1
      Then the vehicle at socket 1 has 10 A within 10 s
      And the energy manager reads "<quantity>" of socket 1 between <low> and <high>

      Examples:
        | quantity                            | low  | high  |
        | current L1                          | 9800 | 10000 |
        | current L2                          | 9800 | 10000 |
        | current L3                          | 9800 | 10000 |
        | power L1                            | 2250 | 2300  |
        | total power                         | 6750 | 6900  |
        | voltage L3                          | 230  | 230   |
        | signalled current                   | 9    | 10    |
        | highest current of vehicle or cable | 32   | 32    |
        | hardware current limit              | 32   | 32    |

    @DLM-046
    Scenario: The energy of half an hour
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And the energy manager has allowed 10 A at socket 1
      When 30 min go by
      Then the energy manager reads "session energy" of socket 1 between 3300 and 3700
      And the energy manager reads "session energy, 16 bits" of socket 1 between 3300 and 3700
      And the energy manager reads "total energy" of socket 1 between 3300 and 3700
      And the energy manager reads "session duration" of socket 1 between 1800 and 1860

    @DLM-046
    Scenario: The energy of the next session is counted from its own beginning
      Given the Modbus TCP server for energy managers is on
      And the energy manager has allowed 10 A at socket 1
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And 30 min go by
      And the cable of socket 1 was pulled from the car
      And 10 s go by
      And a vehicle is connected to the cable in socket 1
      And current flows at socket 1
      When 30 min go by
      Then the energy manager reads "session energy" of socket 1 between 3300 and 3700
      And the energy manager reads "total energy" of socket 1 between 6600 and 7400

    @DLM-046
    Scenario: The other socket has nothing of it
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      Then the energy manager reads "current L1" of socket 2 as "0"
      And the energy manager reads "vehicle state" of socket 2 as "A"
      And the energy manager reads "signalled current" of socket 2 as "0"
      And the energy manager reads "OCPP state" of socket 2 as "Available"
      And the energy manager reads "plug lock" of socket 2 as "0"

    @DLM-046
    Scenario Outline: States of a socket: <what>
      Given the Modbus TCP server for energy managers is on
      And <what>
      Then the energy manager reads "OCPP state" of socket 1 as "<status>"
      And the energy manager reads "vehicle state" of socket 1 as "<vehicle>"
      And the energy manager reads "plug lock" of socket 1 as "<lock>"
      And the energy manager reads "relay state" of socket 1 as "<relay>"

      Examples:
        | what                                                            | status    | vehicle | lock | relay |
        | the operator is logged in                                       | Available | A       | 0    | 0     |
        | a vehicle is plugged in at socket 1                             | Charging  | C       | 1    | 1     |
        | a vehicle that is not ready to charge is plugged in at socket 1 | Preparing | B       | 1    | 0     |

    @DLM-046
    Scenario: A vehicle that is paused by the energy manager
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager allows 0 A at socket 1
      Then the energy manager reads "OCPP state" of socket 1 as "SuspendedEVSE"
      And the energy manager reads "signalled current" of socket 1 as "0"
      And the energy manager reads "current L1" of socket 1 as "0"

    @DLM-046
    Scenario Outline: The error "<fault>" is bit <bit>
      Given the Modbus TCP server for energy managers is on
      And the fault "<fault>" is there at socket 1
      Then the energy manager reads "error bits" of socket 1 as "<bit>"
      And the energy manager reads "OCPP state" of socket 1 as "Faulted"
      And the energy manager reads "error bits" of socket 2 as ""

      Examples:
        | fault             | bit |
        | type 2 MCB open   | 3   |
        | domestic MCB open | 4   |
        | no lock actuator  | 11  |

    @DLM-046
    Scenario: What does not exist is told as such
      Given the Modbus TCP server for energy managers is on
      Then the energy manager reads "energy L2" of socket 1 as "None"
      And the energy manager reads "energy L3" of socket 1 as "None"
      And the energy manager reads "DLM mode" of socket 1 as "0"
      And there are no registers for "sub-distribution limit L1"

    @DLM-046
    Scenario: The station says what it is
      Given the Modbus TCP server for energy managers is on
      Then the energy manager reads "firmware version" of socket 1 as "5.33"
      And the energy manager reads "protocol version" of socket 1 as "0.14"
      And the energy manager reads "availability" of socket 1 as "1"

    @DLM-046
    Scenario: Any unit id is answered
      Given the Modbus TCP server for energy managers is on
      Then the energy manager reads with every unit id from 1, 2, 127, 255

  Rule: Sessions

    @DLM-046
    Scenario: An id tag that is written starts a session
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow Start/Stop Transaction | On       |
        | Free Charging                                  | Off      |
        | Enable local whitelist                         | On       |
        | List of entries in local whitelist             | 0a0e9b83 |
      And a vehicle is plugged in at socket 1
      When the energy manager writes the id tag "0a0e9b83" at socket 1
      Then current flows at socket 1 within 30 s

    @DLM-046
    Scenario: The same id tag ends the session
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow Start/Stop Transaction | On       |
        | Free Charging                                  | Off      |
        | Enable local whitelist                         | On       |
        | List of entries in local whitelist             | 0a0e9b83 |
      And a vehicle is plugged in at socket 1
      And the energy manager has written the id tag "0a0e9b83" at socket 1
      When the energy manager writes the id tag "0a0e9b83" at socket 1
      Then the current at socket 1 stops within 10 s

    @DLM-046
    Scenario: An id tag that may not charge starts nothing
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow Start/Stop Transaction | On       |
        | Free Charging                                  | Off      |
        | Enable local whitelist                         | On       |
        | List of entries in local whitelist             | 0a0e9b83 |
      And a vehicle is plugged in at socket 1
      When the energy manager writes the id tag "deadbeef" at socket 1
      Then no current flows at socket 1 for 60 s

    @DLM-046
    Scenario: Without the operator's consent nobody is let in by a register
      Given the Modbus TCP server for energy managers is on, with
        | Free Charging                      | Off      |
        | Enable local whitelist             | On       |
        | List of entries in local whitelist | 0a0e9b83 |
      And a vehicle is plugged in at socket 1
      Then the energy manager cannot write the id tag "0a0e9b83" at socket 1
      And the current at socket 1 is zero

    @DLM-046
    Scenario: Who charges is told where the operator discloses it
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow UID Disclose | On       |
        | Free Charging                        | Off      |
        | Enable local whitelist               | On       |
        | List of entries in local whitelist   | 0a0e9b83 |
      And a session of card "0A0E9B83" runs at socket 1
      Then the energy manager reads "user id" of socket 1 as "0a0e9b83"
      And the energy manager reads "user id" of socket 2 as ""

    @DLM-046
    Scenario: Who has charged is not told any more
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow UID Disclose | On       |
        | Free Charging                        | Off      |
        | Enable local whitelist               | On       |
        | List of entries in local whitelist   | 0a0e9b83 |
      And a session of card "0A0E9B83" runs at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then the current at socket 1 stops within 10 s
      And the energy manager reads "user id" of socket 1 as ""

    @DLM-046 @needs-iso15118
    Scenario: A vehicle that speaks ISO 15118 is told as such, with its address, until it goes
      Given the Modbus TCP server for energy managers is on, with
        | Modbus TCP Server Allow UID Disclose | On         |
        | ISO 15118 mode (HLC 15118)           | On (Offer) |
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:01
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      And 10 s go by
      Then the energy manager reads "ISO 15118 vehicle" of socket 1 as "1"
      And the energy manager reads "EVCCID" of socket 1 as "020000000001"
      And the energy manager reads "ISO 15118 vehicle" of socket 2 as "0"
      And the cable of socket 1 is pulled and left alone for 10 s
      And the energy manager reads "ISO 15118 vehicle" of socket 1 as "0"

    @DLM-046
    Scenario: Who charges is not told where he does not
      Given the Modbus TCP server for energy managers is on, with
        | Free Charging                      | Off      |
        | Enable local whitelist             | On       |
        | List of entries in local whitelist | 0a0e9b83 |
      And a session of card "0A0E9B83" runs at socket 1
      Then the energy manager does not learn the id tag "0a0e9b83" at socket 1

    @DLM-046
    Scenario: A socket is taken out of service, and put back
      Given the Modbus TCP server for energy managers is on
      And the energy manager has written 0 as "availability" of socket 1
      Then the energy manager reads "OCPP state" of socket 1 as "Unavailable"
      And the energy manager reads "OCPP state" of socket 2 as "Available"
      When the energy manager writes 1 as "availability" of socket 1
      Then the energy manager reads "OCPP state" of socket 1 as "Available"

  Rule: Requests that make no sense change nothing

    Background:
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And the energy manager has allowed 10 A at socket 1

    @DLM-046
    Scenario Outline: An exception answers <request>
      When the energy manager asks with <request>
      Then the station answers with an exception
      And the vehicle at socket 1 still has 10 A

      Examples:
        | request                            |
        | a read of register 1001            |
        | a read of register 3               |
        | a read beyond the last register    |
        | a read of 126 registers            |
        | a read of no register              |
        | a read of input register 1000      |
        | a read of coil 1000                |
        | a write of register 104            |
        | a write of registers 1000 and 1001 |
        | a write of 65535 A                 |
        | function 43                        |
        | a write without values             |

    @DLM-046
    Scenario Outline: Somebody who sends <octets> disturbs nobody
      When the energy manager sends <octets> instead of a frame
      Then the energy manager reads "HEMS current limit" of socket 1 as "10"
      And the vehicle at socket 1 still has 10 A

      Examples:
        | octets            |
        | HTTP              |
        | half a frame      |
        | a length of 65535 |

  Rule: Charging with the surplus of a PV system

    @DLM-048
    Scenario: The vehicle follows the surplus, and pauses below 6 A
      Given the Modbus TCP server for energy managers is on
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager follows a surplus of 0 3 5 6 8 12 16 20 17 11 7 6 5 0 A
      Then the vehicle at socket 1 had 0 0 0 6 8 12 16 20 17 11 7 6 0 0 A

    @DLM-048
    Scenario: Never above what is allowed on the spot
      Given the Modbus TCP server for energy managers is on, with
        | Operator Current Limit [A] | 13 |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the energy manager follows a surplus of 0 6 10 13 14 20 12 5 A
      Then the vehicle at socket 1 had 0 6 10 13 13 13 12 0 A

    @DLM-048
    Scenario: Never above the share of the island
      Given the Modbus TCP server for energy managers is on, with
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 16/16/16                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 16/16/16                             |
      And a vehicle is plugged in at socket 1
      And the car at 1 was offered 16 A
      When the energy manager follows a surplus of 20 10 5 A
      Then the vehicle at socket 1 had 16 10 0 A
