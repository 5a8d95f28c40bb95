Feature: Meters over Modbus TCP
  Manual, 7.5. Two meters can be read over the network: the charging meter, which the manual calls OCPP meter, and the
  second meter for the external measurement of load management.

  Rule: Types, and who may choose them

    @MTR-001
    Scenario Outline: Nobody configures <field> without a login
      When "<field>" is set to "<value>"
      Then the value is refused

      Examples:
        | field                          | value                           |
        | Meter configuration            | Modbus B-Control EM300-LR (TCP) |
        | Meter configuration (Second)   | Modbus Siemens 7KM2200 (TCP)    |
        | IP address of second meter     | 172.16.23.50                    |

    @MTR-001
    Scenario: The operator configures both meters
      Given the operator has configured
        | Meter configuration          | Modbus B-Control EM300-LR (TCP) |
        | External Meter Support       | On                              |
        | Meter configuration (Second) | Modbus Siemens 7KM2200 (TCP)    |
      Then "Meter configuration" on page "Installation" reads "Modbus B-Control EM300-LR (TCP)"
      And "Meter configuration (Second)" on page "Load Management" reads "Modbus Siemens 7KM2200 (TCP)"

    @MTR-002
    Scenario: What is read over the network is marked
      Given the operator is logged in
      Then the meter types that are read over the network are marked (TCP), in both lists

    @MTR-002
    Scenario Outline: A second meter <model> is read by its own registers
      Given meter "house" (<model>) in the branch of the building has the address 172.16.23.50
      When a DLM master is given meter "house" as external meter
      Then the station asks meter "house" within 60 s
      And meter "house" has answered all that it was asked

      Examples:
        | model     |
        | 7KM2200   |
        | EM300-LR  |
        | EEM-MB371 |
        | EEM-MB370 |

    @MTR-002
    Scenario Outline: A charging meter <model> is read by its own registers
      Given meter "charging" (<model>) in front of socket 1 has the address 172.16.23.60
      When the operator configures meter "charging" as charging meter
      Then the station asks meter "charging" within 60 s
      And meter "charging" has answered all that it was asked

      Examples:
        | model     |
        | 7KM2200   |
        | EM300-LR  |
        | EEM-MB371 |

    @MTR-003
    Scenario: A second meter of a type without the mark is not read
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      When the operator configures
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |
        | External Meter Support                     | On                                   |
        | Meter configuration (Second)               | No meter                             |
        | IP address of second meter                 | 172.16.23.50                         |
      Then the station does not ask meter "house" for 2 min

    @MTR-003
    Scenario: A charging meter of a type without the mark is not read
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      When the operator configures
        | Meter configuration | Internal meter |
        | IP address of meter | 172.16.23.60   |
      Then the station does not ask meter "charging" for 2 min

  Rule: The charging meter counts the energy of transactions

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"

    @MTR-004
    Scenario Outline: Transactions of socket <socket> are counted by its <model>
      Given meter "charging" (<model>) in front of socket <socket> has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And a session of card "0A0E9B83" runs at socket <socket>
      And 10 min have gone by
      When the cable of socket <socket> is pulled from the car
      Then the transaction of socket <socket> has counted by meter "charging"

      Examples:
        | socket | model     |
        | 1      | 7KM2200   |
        | 1      | EEM-MB371 |

      @MTR-005
      Examples:
        | socket | model    |
        | 1      | EM300-LR |
        | 2      | EM300-LR |

    @MTR-004 @MTR-005
    Scenario: MeterValues have the register of the charging meter
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And a session of card "0A0E9B83" runs at socket 1
      When 10 min go by
      Then the next MeterValues of socket 1 have the energy of meter "charging"

    @MTR-006
    Scenario: The charging meter is asked at the address that is entered
      Given meter "old" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "new" (EM300-LR) in front of socket 1 has the address 172.16.23.61
      And meter "old" is configured as charging meter
      When the operator configures meter "new" as charging meter
      Then the station asks meter "new" within 60 s
      And the station does not ask meter "old" after the restart for 60 s

    @MTR-007
    Scenario: The charging meter is asked at the port that is entered
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60 and port 1502
      When the operator configures meter "charging" as charging meter
      Then the station asks meter "charging" within 60 s

    @MTR-007 @MTR-014
    Scenario: At another port than the meter's there is no reading
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60 and port 1502
      When the operator configures
        | Meter configuration  | Modbus B-Control EM300-LR (TCP) |
        | IP address of meter  | 172.16.23.60                    |
        | Port number of meter | 502                             |
      Then the backend is told powerMeterFailure with "OCPP meter not communicating" for socket 1
      And the station does not ask meter "charging" for 60 s

    @MTR-022
    Scenario Outline: A charging meter that fails (<how>) is reported and ends the session
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And a session of card "0A0E9B83" runs at socket 1
      When meter "charging" fails: <how>
      Then the backend is told powerMeterFailure with "OCPP meter not communicating" for socket 1
      And the current at socket 1 stops within 60 s
      And the transaction of socket 1 is stopped by the fault

      Examples:
        | how         |
        | no power    |
        | no answer   |
        | NaN         |

    @MTR-022
    Scenario: A charging meter that is back makes the socket usable again
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And meter "charging" has failed for 60 s: no power
      When meter "charging" works again
      Then the backend is told "OCPP meter communication recovered" as over for socket 1

    @MTR-022
    Scenario: A charging meter that still fails behind a loss of power still bars the socket
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And meter "charging" has failed for 60 s: no power
      When the supply is cut for 60 s
      And 60 s go by
      Then a session of card "0A0E9B83" cannot be had at socket 1

    @ERR-085
    Scenario: A charging meter that is back with the supply makes the socket usable again
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And meter "charging" has failed for 60 s: no power
      When meter "charging" works again while the supply of the station is off
      Then the backend is told "OCPP meter communication recovered" as over for socket 1 within 15 min
      And a session of card "0A0E9B83" can be had at socket 1

    @MTR-022
    Scenario: The register of a session that its meter cut short is the last one that was read
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "charging" is configured as charging meter
      And a session of card "0A0E9B83" runs at socket 1
      And 10 min have gone by
      When meter "charging" fails: no power
      Then the transaction of socket 1 has counted by meter "charging" up to its failure

    @MTR-008
    Scenario: The second meter has no part in a transaction
      Given meter "charging" (EM300-LR) in front of socket 1 has the address 172.16.23.60
      And meter "house" (EM300-LR) in front of socket 2 has the address 172.16.23.50
      And meter "charging" is configured as charging meter
      And a DLM master with backend and meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 63/63/63    |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100 |
      And a session of card "0A0E9B83" runs at socket 1
      And 10 min have gone by
      When the cable of socket 1 is pulled from the car
      Then the transaction of socket 1 has counted by meter "charging"

  Rule: The second meter is found at the address and port that are entered

    @MTR-011
    Scenario: The port of the second meter is 502 until another is entered
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      When the operator configures
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |
        | External Meter Support                     | On                                   |
        | Meter configuration (Second)               | Modbus Siemens 7KM2200 (TCP)         |
        | IP address of second meter                 | 172.16.23.50                         |
      Then the station asks meter "house" within 60 s
      And "Port number of Second Meter" on page "Load Management" reads "502"

    @MTR-011
    Scenario: The second meter is asked at port 1502
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50 and port 1502
      When a DLM master is given meter "house" as external meter
      Then the station asks meter "house" within 60 s

    @MTR-013
    Scenario: The port of the manual's picture
      Given the operator has configured
        | External Meter Support | On |
      Then "Port number of Second Meter" on page "Load Management" reads "502"

    @MTR-012
    Scenario: The address of the manual's picture can be entered
      Given the operator has configured
        | External Meter Support     | On            |
        | IP address of second meter | 172.42.23.123 |
      Then "IP address of second meter" on page "Load Management" reads "172.42.23.123"

    @MTR-015 @DLM-147
    Scenario: A changed second meter is read after the restart and not before
      Given meter "old" (7KM2200) in the branch of the building has the address 172.16.23.50
      And meter "new" (7KM2200) in the branch of the building has the address 172.16.23.51
      And a DLM master with meter "old" as external meter
      When the operator changes without a restart
        | IP address of second meter | 172.16.23.51 |
      Then the station asks meter "old" at least every 30 s
      And the station does not ask meter "new" for 2 min
      And after a restart the station asks meter "new" within 30 s, and meter "old" no more

  Rule: The loss of the second meter is reported

    Background:
      Given a station that is connected to its backend
      And meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50

    @MTR-021
    Scenario Outline: A second meter that fails: <how>
      Given a DLM master with meter "house" as external meter
      When meter "house" fails: <how>
      Then the backend is told powerMeterFailure with "External meter not communicating" for socket 1

      Examples:
        | how              |
        | no power         |
        | no answer        |
        | exception 2      |
        | NaN              |
        | truncated frame  |
        | reset connection |
        | swapped words    |
        | wrong unit       |
        | too slow         |
        | absurd           |

    @MTR-021
    Scenario: A slow meter still communicates
      Given a DLM master with meter "house" as external meter
      When meter "house" fails: slow
      Then the backend is not told "External meter not communicating" for socket 1 for 3 min

    @MTR-021
    Scenario: A second meter that answers again
      Given a DLM master with meter "house" as external meter
      And meter "house" has failed for 60 s: no power
      When meter "house" works again
      Then the backend is told "External meter communication recovered" as over for socket 1

    @MTR-014
    Scenario: At another port than the meter's it does not communicate
      When the operator configures
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |
        | External Meter Support                     | On                                   |
        | Meter configuration (Second)               | Modbus Siemens 7KM2200 (TCP)         |
        | IP address of second meter                 | 172.16.23.50                         |
        | Port number of Second Meter                | 503                                  |
      Then the backend is told powerMeterFailure with "External meter not communicating" for socket 1
      And the station does not ask meter "house" for 60 s

  Rule: The Phoenix Contact meter comes with a static address that has to be changed

    Background:
      Given a station that is connected to its backend

    @MTR-024
    Scenario Outline: An <model> outside the network of the charge points is not read
      Given meter "house" (<model>) in the branch of the building has the address 192.168.1.2
      When a DLM master is given meter "house" as external meter
      Then the backend is told powerMeterFailure with "External meter not communicating" for socket 1
      And the station does not ask meter "house" for 60 s

      Examples:
        | model     |
        | EEM-MB371 |
        | EEM-MB370 |

    @MTR-024
    Scenario: An EEM-MB371 that was given an address of the charge points is read
      Given meter "house" (EEM-MB371) in the branch of the building has the address 192.168.1.2
      And the operator has configured
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave)   |
        | External Meter Support                     | On                                     |
        | Meter configuration (Second)               | Modbus Phoenix Contact EEM-MB371 (TCP) |
        | IP address of second meter                 | 172.16.23.50                           |
      And 60 s have gone by
      When meter "house" gets the address 172.16.23.50
      Then the station asks meter "house" at least every 30 s

    @MTR-024
    Scenario: An EEM-MB371 whose words come in the other order is read when the operator says so
      Given meter "house" (EEM-MB371) in the branch of the building has the address 172.16.23.50
      And meter "house" has failed for 1 s: swapped words
      When the operator configures
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave)   |
        | External Meter Support                     | On                                     |
        | Meter configuration (Second)               | Modbus Phoenix Contact EEM-MB371 (TCP) |
        | IP address of second meter                 | 172.16.23.50                           |
        | Word order of Phoenix Contact meters       | Low word first                         |
      Then the station asks meter "house" at least every 30 s
      And the backend is not told "External meter not communicating" for socket 1 for 2 min
