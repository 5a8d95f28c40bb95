Feature: Limits of the current
  Manual, 7.1 and 7.2. A limit that is set holds at once (PWR-008). Duty cycles are those of IEC 61851-1, as the vehicle
  measures them; the dashboard says which limit is the smallest. Cases 1, 2 and 3 of the manual are a station with one
  socket, with two sockets on two feeds, and with two sockets on one feed.

  Rule: The operator's limit is what the vehicle is told

    @PWR-004
    Scenario Outline: The limit is signalled on the pilot and shown on the dashboard
      Given the operator has configured
        | Free Charging              | On      |
        | Operator Current Limit [A] | <limit> |
      When a vehicle is plugged in at socket 1
      Then the duty cycle at socket 1 is <duty>
      And the dashboard signals <limit> A at socket 1

      Examples:
        | limit | duty   |
        | 6     | 10.0 % |
        | 10    | 16.7 % |
        | 16    | 26.7 % |
        | 20    | 33.3 % |
        | 32    | 53.3 % |

    @PWR-005 @PWR-007
    Scenario: Every whole ampere can be chosen, and is encoded as IEC 61851-1 has it
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      Then each whole ampere from 6 to 32 can be set, is kept, and is signalled as IEC 61851-1 has it

    @PWR-003
    Scenario: The vehicle takes no more than the limit for the whole session
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 20 |
      When a vehicle is plugged in at socket 1
      Then the current at socket 1 never exceeds 20 A for 1 h
      And the vehicle at socket 1 takes 20 A, 20 A and 20 A

    @PWR-012
    Scenario: A station that is run below its rating is so after a restart
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 16 |
      And the supply was cut for 5 s
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 16 A

    @PWR-013
    Scenario: Three phases of 32 A at 230 V are 22 kW
      Given the operator has configured
        | Free Charging | On |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes between 21900 W and 22080 W

    @PWR-014
    Scenario: A station of 22 kW becomes one of 11 kW
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 16 |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes between 10900 W and 11040 W
      And the duty cycle at socket 1 is 26.7 %

    @PWR-015
    Scenario: A station that is limited to 16 A gives no vehicle more
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 16 |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      Then whatever the vehicle at socket 1 demands, it takes no more than 16 A

    @PWR-051
    Scenario Outline: Less than 6 A cannot be signalled, so nothing is offered
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the operator sets "Operator Current Limit [A]" to "<limit>"
      Then the vehicle at socket 1 is offered no current, and its pilot is steady

      Examples:
        | limit |
        | 5     |
        | 1     |
        | 0     |

  Rule: A limit that is changed in a session changes the session

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1

    @PWR-008
    Scenario: A change is signalled within the session
      When the operator sets "Operator Current Limit [A]" to "16"
      Then the duty cycle at socket 1 is 26.7 %
      And the transaction of socket 1 goes on for 1 min

    @PWR-009
    Scenario: The vehicle comes down when the limit is lowered
      When the operator sets "Operator Current Limit [A]" to "10"
      Then the current at socket 1 is at most 10 A within 5 s
      And the vehicle at socket 1 takes 10 A, 10 A and 10 A

    @PWR-010
    Scenario: The vehicle may take more when the limit is raised
      Given the operator has set "Operator Current Limit [A]" to "10"
      And 10 s go by
      When the operator sets "Operator Current Limit [A]" to "32"
      Then the duty cycle at socket 1 is 53.3 %
      And the vehicle at socket 1 takes 32 A, 32 A and 32 A
      And the transaction of socket 1 goes on for 1 min

  Rule: No lower role goes above a higher one

    @PWR-002
    Scenario: Whatever is typed, nobody is offered more than the smallest limit
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      Then whatever limits are set, the offer is never above the smallest of them, in 60 draws

    @PWR-050
    Scenario: The offer is the smallest of all limits, the backend's among them
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      Then whatever limits are set, by the backend too, the offer is the smallest of them, in 30 draws

    @PWR-006
    Scenario: The operator's limit cannot exceed what the station is built for
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the operator tries to set "Operator Current Limit [A]" to "40"
      Then the value is refused, or "Operator Current Limit [A]" is at most 32
      And the duty cycle at socket 1 is 53.3 %

    @PWR-026
    Scenario: The hardware limit holds above all others
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the manufacturer sets "Maximum current [A]" to "16"
      Then the duty cycle at socket 1 is 26.7 %

    @PWR-036
    Scenario: The installation limit caps the offer
      Given the operator has configured
        | Free Charging                  | On |
        | Installation Current Limit [A] | 20 |
      When a vehicle is plugged in at socket 1
      Then the duty cycle at socket 1 is 33.3 %

    @PWR-049
    Scenario: A superior limit that is lowered binds the offer
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the installer sets "Installation Current Limit [A]" to "16"
      Then the duty cycle at socket 1 is 26.7 %
      And the vehicle at socket 1 takes 16 A, 16 A and 16 A

    @PWR-045
    Scenario Outline: The installation limit is at most the hardware's
      When the installer tries to set "Installation Current Limit [A]" to "<value>"
      Then the value is <answer>

      Examples:
        | value | answer   |
        | 32    | accepted |
        | 31    | accepted |
        | 33    | refused, or "Installation Current Limit [A]" is at most 32 |

    @PWR-047
    Scenario Outline: The operator's limit is at most the installation's
      Given the installer has set "Installation Current Limit [A]" to "20"
      When the operator tries to set "Operator Current Limit [A]" to "<value>"
      Then the value is <answer>

      Examples:
        | value | answer   |
        | 20    | accepted |
        | 10    | accepted |
        | 25    | refused, or "Operator Current Limit [A]" is at most 20 |

    Scenario Outline: A value that is tried above the superior limit raises no offer
      Given the operator has configured
        | Free Charging | On |
      And the <superior> has set "<limit>" to "20"
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the <role> tries to set "<parameter>" to "25"
      Then the vehicle at socket 1 is still offered 20 A

      @PWR-045
      Examples:
        | superior     | limit               | role      | parameter                      |
        | manufacturer | Maximum current [A] | installer | Installation Current Limit [A] |

      @PWR-047
      Examples:
        | superior  | limit                          | role     | parameter                  |
        | installer | Installation Current Limit [A] | operator | Operator Current Limit [A] |

    @PWR-046
    Scenario Outline: The installation limit of a station with one feed is at most the station's
      Given the manufacturer has configured
        | Charging station with one feed                | On |
        | Charging Station Hardware Current Limit [A]   | 32 |
      When the installer tries to set "Charging Station Installation Current Limit [A]" to "<value>"
      Then the value is <answer>

      Examples:
        | value | answer   |
        | 32    | accepted |
        | 40    | refused, or "Charging Station Installation Current Limit [A]" is at most 32 |

  Rule: Each limit has its role

    @PWR-027
    Scenario: The hardware limit is the manufacturer's
      When the operator tries to set "Maximum current [A]" to "16"
      Then the value is refused
      And the manufacturer sees "Maximum current [A]" as "32"

    @PWR-027
    Scenario: The manufacturer sets the hardware limit on his page
      When the manufacturer sets "Maximum current [A]" to "16"
      Then the manufacturer sees "Maximum current [A]" as "16"
      And the manufacturer sees "Maximum current [A]" on page "192.168.123.123/legacy/manufacturer/manufacturer"
      And the operator does not see "Maximum current [A]"

    @PWR-032
    Scenario: The capacity of the feed is the manufacturer's
      Given the manufacturer has configured
        | Charging station with one feed | On |
      When the operator tries to set "Charging Station Hardware Current Limit [A]" to "63"
      Then the value is refused
      And the manufacturer sees "Charging Station Hardware Current Limit [A]" as "32"

    @PWR-032
    Scenario: The manufacturer sets the capacity of the feed
      Given the manufacturer has configured
        | Charging station with one feed | On |
      When the manufacturer sets "Charging Station Hardware Current Limit [A]" to "63"
      Then the manufacturer sees "Charging Station Hardware Current Limit [A]" as "63"

    @PWR-037
    Scenario Outline: The installation limit is on the Installation page, for the operator as well
      When the <role> sets "Installation Current Limit [A]" to "20"
      Then the <role> sees "Installation Current Limit [A]" as "20"
      And the <role> sees "Installation Current Limit [A]" on page "Installation"

      Examples:
        | role      |
        | operator  |
        | installer |

    @PWR-041
    Scenario: The operator's limit is set with his login
      When the operator sets "Operator Current Limit [A]" to "10"
      Then the operator sees "Operator Current Limit [A]" as "10"
      And the operator sees "Operator Current Limit [A]" on page "Load Management"

    Scenario Outline: What concerns power needs a login
      When somebody logs in as "operator" with password "wrong"
      And "<parameter>" is set to "<value>"
      Then the value is refused
      And the operator sees "<parameter>" as "<before>"

      @PWR-001 @PWR-011
      Examples:
        | parameter                  | value | before |
        | Operator Current Limit [A] | 10    | 32     |

      @PWR-001 @PWR-020
      Examples:
        | parameter            | value | before |
        | Power Source Voltage | 240   | 230    |

      @PWR-001 @PWR-025
      Examples:
        | parameter                           | value               | before             |
        | Phases connected to the ChargePoint | Single-phase system | Three-phase system |

    Scenario Outline: Nobody changes what concerns power without having logged in
      When "<parameter>" is set to "<value>"
      Then the value is refused
      And the operator sees "<parameter>" as "<before>"

      @PWR-001 @PWR-011
      Examples:
        | parameter                  | value | before |
        | Operator Current Limit [A] | 10    | 32     |

      @PWR-001 @PWR-020
      Examples:
        | parameter            | value | before |
        | Power Source Voltage | 240   | 230    |

      @PWR-001 @PWR-025
      Examples:
        | parameter                           | value               | before             |
        | Phases connected to the ChargePoint | Single-phase system | Three-phase system |

    Scenario Outline: What concerns power can be changed with a login
      When the operator sets "<parameter>" to "<value>"
      Then the operator sees "<parameter>" as "<value>"

      @PWR-001 @PWR-011
      Examples:
        | parameter                  | value |
        | Operator Current Limit [A] | 10    |

      @PWR-001 @PWR-020
      Examples:
        | parameter            | value |
        | Power Source Voltage | 240   |

      @PWR-001 @PWR-025
      Examples:
        | parameter                           | value               |
        | Phases connected to the ChargePoint | Single-phase system |

  Rule: Case 1, one socket

    @PWR-028
    Scenario: The hardware limit is there and binds
      Given the charging station has one socket
      And the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the manufacturer sets "Maximum current [A]" to "13"
      Then the vehicle at socket 1 is offered 13 A within 10 s

    @PWR-033
    Scenario: There is no feed to share
      Given the charging station has one socket
      Then the manufacturer does not see "Charging Station Hardware Current Limit [A]"
      And the manufacturer does not see "Charging station with one feed"
      And the manufacturer sees "Maximum current [A]" as "32"

    Scenario Outline: The limit of the socket binds
      Given the charging station has one socket
      And the operator has configured
        | Free Charging | On      |
        | <parameter>   | <limit> |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered <limit> A

      @PWR-038
      Examples:
        | parameter                      | limit |
        | Installation Current Limit [A] | 10    |

      @PWR-042
      Examples:
        | parameter                  | limit |
        | Operator Current Limit [A] | 8     |

  Rule: Case 2, two sockets on two feeds

    @PWR-029
    Scenario: The hardware limit is there and binds each socket
      Given the operator has configured
        | Free Charging | On |
      And the manufacturer has set "Maximum current [A]" to "13"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 1 is offered 13 A
      And the vehicle at socket 2 is offered 13 A

    Scenario Outline: Each socket has a limit of its own
      Given the operator has configured
        | Free Charging | On       |
        | <parameter>   | <first>  |
        | <parameter> (Connector 2) | <second> |
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 1 is offered <first> A
      And the vehicle at socket 2 is offered <second> A

      @PWR-039
      Examples:
        | parameter                      | first | second |
        | Installation Current Limit [A] | 32    | 16     |

      @PWR-043
      Examples:
        | parameter                  | first | second |
        | Operator Current Limit [A] | 8     | 32     |

    @PWR-034
    Scenario: There is no capacity of a feed, and nothing is shared
      Given the operator has configured
        | Free Charging | On |
      Then the manufacturer does not see "Charging Station Hardware Current Limit [A]"
      When a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      Then the vehicle at socket 1 takes 32 A, 32 A and 32 A
      And the vehicle at socket 2 takes 32 A, 32 A and 32 A

    @PWR-048
    Scenario: Two feeds carry two full sockets at once
      Given the operator has configured
        | Free Charging | On |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When a vehicle is plugged in at socket 2
      Then the vehicle at socket 2 is offered 32 A within 10 s
      And the vehicle at socket 1 is still offered 32 A
