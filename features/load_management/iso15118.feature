@needs-iso15118
Feature: ISO 15118 on the control pilot
  Manual, 7.3. The modes go by their names, since the numbers are kept over a shorter list (D-HLC-02). Modes that only
  older firmware has are asked on that firmware, to which the station is brought first (D-HLC-01). A vehicle that speaks
  ISO 15118 asks for matching when the step says so, or by itself at a duty cycle of 5 %.

  Rule: Off

    @HLC-003 @HLC-015
    Scenario: In mode Off a vehicle that asks is not answered
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | Off |
        | Free Charging              | On  |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then the station says nothing over the power line of socket 1 for 1 min

    @HLC-004 @HLC-015
    Scenario: In mode Off the vehicle charges by the nominal duty cycle
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | Off |
        | Free Charging              | On  |
        | Operator Current Limit [A] | 16  |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 26.7 % and nothing else for 5 min
      And the vehicle at socket 1 draws 16 A

  Rule: On (Offer)

    @HLC-008 @HLC-016
    Scenario: In mode Offer a vehicle that asks at a nominal duty cycle is matched
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Offer) |
        | Free Charging              | On         |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then the matching completes at socket 1 within 10 s

    @HLC-009 @HLC-016
    Scenario: In mode Offer a vehicle without ISO 15118 sees the nominal duty cycle only
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Offer) |
        | Free Charging              | On         |
        | Operator Current Limit [A] | 16         |
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 26.7 % and nothing else for 5 min

    @HLC-009 @HLC-016
    Scenario: In mode Offer a vehicle in an ISO 15118 session sees the nominal duty cycle only
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Offer) |
        | Free Charging              | On         |
        | Operator Current Limit [A] | 16         |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      And the vehicle at socket 1 asks for ISO 15118
      Then the pilot of socket 1 shows 26.7 % and nothing else for 5 min
      And the vehicle at socket 1 is allowed 16 A over ISO 15118

  Rule: On (Ed2)

    @HLC-013 @HLC-017
    Scenario: In mode Ed2 a vehicle that asks is matched
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then the matching completes at socket 1 within 10 s

    @HLC-013 @HLC-017
    Scenario: In mode Ed2 a vehicle at socket 2 that asks is matched
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
      And the vehicle at socket 2 speaks ISO 15118
      And a vehicle is plugged in at socket 2
      When the vehicle at socket 2 asks for ISO 15118
      Then the matching completes at socket 2 within 10 s

    @HLC-014 @HLC-017
    Scenario Outline: In mode Ed2 communication begins <moment> after the plug, at <duty> %, and charging goes on
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
        | Free Charging              | On       |
        | Operator Current Limit [A] | <limit>  |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      And <moment> go by
      When the vehicle at socket 1 asks for ISO 15118
      Then the matching completes at socket 1 within 10 s
      And the current at socket 1 does not stop for 1 min
      And the pilot of socket 1 shows <duty> %

      Examples:
        | moment | limit | duty |
        | 5 s    | 6     | 10.0 |
        | 60 s   | 16    | 26.7 |
        | 30 min | 32    | 53.3 |

  Rule: A session over ISO 15118

    @HLC-001
    Scenario Outline: In mode <mode> a session is set up and the vehicle charges by what it is told
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | <mode> |
        | Free Charging              | On     |
        | Operator Current Limit [A] | 20     |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      And the vehicle at socket 1 asks for ISO 15118
      Then the vehicle at socket 1 is allowed 20 A over ISO 15118
      And the vehicle at socket 1 draws 20 A

      Examples:
        | mode       |
        | On (Offer) |
        | On (Ed2)   |

    @HLC-020
    Scenario Outline: A limit of <limit> A in mid-session is told over ISO 15118 and obeyed
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
        | Free Charging              | On       |
        | Operator Current Limit [A] | 20       |
      And an ISO 15118 session runs at socket 1
      When the operator types without saving
        | Operator Current Limit [A] | <limit> |
      And the operator saves without a restart
      Then the vehicle at socket 1 is allowed <limit> A over ISO 15118
      And the vehicle at socket 1 draws <limit> A

      Examples:
        | limit |
        | 6     |
        | 16    |
        | 32    |

    @HLC-020
    Scenario: A share of load management that changes in mid-session is told over ISO 15118 and obeyed
      Given the operator has configured
        | ISO 15118 mode (HLC 15118)                          | On (Ed2)                             |
        | Free Charging                                       | On                                   |
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 20/20/20                             |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20                             |
      And 60 s go by
      And an ISO 15118 session runs at socket 1
      Then the vehicle at socket 1 is allowed 20 A over ISO 15118
      When the sub-distribution limits become 10/10/10 A
      And 65 s go by
      Then the vehicle at socket 1 is allowed 10 A over ISO 15118
      And the vehicle at socket 1 draws 10 A
      When the sub-distribution limits become 6/6/6 A
      And 65 s go by
      Then the vehicle at socket 1 is allowed 0 A over ISO 15118
      And the vehicle at socket 1 draws 0 A

    @HLC-020
    Scenario: A cable of 13 A binds an ISO 15118 session
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
        | Free Charging              | On       |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1 with a cable of 13 A
      And the vehicle at socket 1 asks for ISO 15118
      Then the vehicle at socket 1 is allowed 13 A over ISO 15118
      And the vehicle at socket 1 draws 13 A

    @HLC-020
    Scenario: Before somebody is authorised an ISO 15118 session allows nothing
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then the vehicle at socket 1 is allowed 0 A over ISO 15118
      And no current flows at socket 1 for 5 min

    @HLC-021
    Scenario Outline: In mode <mode> the duty cycle follows the limit of <limit> A
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | <mode> |
        | Free Charging              | On     |
        | Operator Current Limit [A] | 20     |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the operator types without saving
        | Operator Current Limit [A] | <limit> |
      And the operator saves without a restart
      Then the pilot of socket 1 shows <duty> %
      And the vehicle at socket 1 draws <limit> A

      Examples:
        | mode       | limit | duty |
        | Off        | 32    | 53.3 |
        | Off        | 16    | 26.7 |
        | Off        | 10    | 16.7 |
        | Off        | 6     | 10.0 |
        | On (Offer) | 32    | 53.3 |
        | On (Offer) | 16    | 26.7 |
        | On (Offer) | 10    | 16.7 |
        | On (Offer) | 6     | 10.0 |
        | On (Ed2)   | 32    | 53.3 |
        | On (Ed2)   | 16    | 26.7 |
        | On (Ed2)   | 10    | 16.7 |
        | On (Ed2)   | 6     | 10.0 |

    @HLC-002
    Scenario Outline: A vehicle without ISO 15118 charges in mode <mode>
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | <mode> |
        | Free Charging              | On     |
        | Operator Current Limit [A] | 16     |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 draws 16 A

      Examples:
        | mode       |
        | Off        |
        | On (Offer) |
        | On (Ed2)   |

  Rule: The modes on offer from release 4.63 on

    @HLC-015 @HLC-016 @HLC-017 @HLC-018
    Scenario: Three modes are on offer
      Then "ISO 15118 mode (HLC 15118)" offers exactly
        | Off        |
        | On (Offer) |
        | On (Ed2)   |

    @HLC-018 @on-firmware-4.63
    Scenario: Three modes are on offer in release 4.63 itself
      Given a station that is connected to its backend
      And the station was updated to firmware 4.63
      Then "ISO 15118 mode (HLC 15118)" offers exactly
        | Off        |
        | On (Offer) |
        | On (Ed2)   |

    @HLC-018
    Scenario Outline: Mode <mode> cannot be chosen
      Given the operator is logged in
      When "ISO 15118 mode (HLC 15118)" is set to "<mode>"
      Then the value is refused

      Examples:
        | mode               |
        | On (Encouragement) |
        | On (Force)         |

    @HLC-018
    Scenario Outline: The backend cannot set mode <mode>
      Given a station that is connected to its backend
      When the backend sets "HlcMode" to "<mode>"
      Then the station answers ChangeConfiguration with Rejected

      Examples:
        | mode               |
        | On (Encouragement) |
        | On (Force)         |

  Rule: Firmware before release 4.63

    Background:
      Given a station that is connected to its backend
      And the station was updated to firmware 4.62

    @HLC-019 @on-firmware-4.62
    Scenario: Five modes are on offer
      Then "ISO 15118 mode (HLC 15118)" offers exactly
        | Off                |
        | On (Encouragement) |
        | On (Offer)         |
        | On (Force)         |
        | On (Ed2)           |

    @HLC-005 @on-firmware-4.62
    Scenario: In mode Encouragement a vehicle that speaks ISO 15118 is matched within the first seconds
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Encouragement) |
        | Free Charging              | On                 |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      Then the matching completes at socket 1 within 3 s

    @HLC-006 @HLC-007 @on-firmware-4.62
    Scenario: In mode Encouragement 5 % are shown for 2 s, then the nominal duty cycle
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Encouragement) |
        | Free Charging              | On                 |
        | Operator Current Limit [A] | 16                 |
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 5 % for 2 s, then 26.7 %
      And no current flowed at socket 1 while its pilot showed 5 %

    @HLC-006 @HLC-007 @on-firmware-4.62
    Scenario: In mode Encouragement the second vehicle at socket 2 sees 5 % as the first did
      Given the operator has configured
        | ISO 15118 mode (HLC 15118)               | On (Encouragement) |
        | Free Charging                            | On                 |
        | Operator Current Limit [A] (Connector 2) | 16                 |
      And a vehicle is plugged in at socket 2
      And current flows at socket 2
      And the cable of socket 2 was pulled from the car
      And 10 s go by
      When a vehicle is connected to the cable in socket 2
      Then the pilot of socket 2 shows 5 % for 2 s, then 26.7 %

    @HLC-006 @HLC-007 @on-firmware-4.62
    Scenario: In mode Encouragement the 2 s begin with the signal, not with the plug
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Encouragement) |
        | Operator Current Limit [A] | 16                 |
      And the backend accepts card "0a0e9b83"
      And a vehicle is plugged in at socket 1
      And 10 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the pilot of socket 1 shows 5 % for 2 s, then 26.7 %

    @HLC-007 @HLC-021 @on-firmware-4.62
    Scenario: In mode Encouragement a limit that is lowered in the first 2 s is the nominal duty cycle behind them
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Encouragement) |
        | Free Charging              | On                 |
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 5.0 %
      When the operator sets "Operator Current Limit [A]" to "16"
      Then the pilot of socket 1 shows 26.7 %

    @HLC-007 @HLC-002 @on-firmware-4.62
    Scenario: In mode Encouragement a vehicle without ISO 15118 charges at the nominal duty cycle
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Encouragement) |
        | Free Charging              | On                 |
        | Operator Current Limit [A] | 16                 |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 draws 16 A

    @HLC-010 @on-firmware-4.62
    Scenario: In mode Force a vehicle that speaks ISO 15118 is matched and charges through it
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Force) |
        | Free Charging              | On         |
        | Operator Current Limit [A] | 20         |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      Then the matching completes at socket 1 within 10 s
      And the vehicle at socket 1 draws 20 A

    @HLC-011 @on-firmware-4.62
    Scenario Outline: In mode Force the pilot shows 5 % all the time at a limit of <limit> A
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Force) |
        | Free Charging              | On         |
        | Operator Current Limit [A] | <limit>    |
      And the vehicle at socket 1 speaks ISO 15118
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 5.0 % and nothing else for 30 min

      Examples:
        | limit |
        | 6     |
        | 16    |
        | 32    |

    @HLC-012 @SPC-015 @on-firmware-4.62
    Scenario: In mode Force a vehicle without ISO 15118 draws nothing, and nothing is wrong
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Force)                                   |
        | Free Charging              | On                                           |
        | Free Charging Mode         | With OCPP Status Notifications without auth |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      Then no current flows at socket 1 for 30 min
      And the pilot of socket 1 shows 5.0 %
      And the backend is told of no error, and that the vehicle at socket 1 does not charge

    @HLC-020 @on-firmware-4.62
    Scenario Outline: At 5 % an ISO 15118 session obeys a limit of <limit> A
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | On (Force) |
        | Free Charging              | On         |
        | Operator Current Limit [A] | 20         |
      And the vehicle at socket 1 speaks ISO 15118
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the operator types without saving
        | Operator Current Limit [A] | <limit> |
      And the operator saves without a restart
      Then the vehicle at socket 1 is allowed <limit> A over ISO 15118
      And the vehicle at socket 1 draws <limit> A

      Examples:
        | limit |
        | 6     |
        | 32    |

    @HLC-018
    Scenario Outline: A station in mode <mode> that is updated to firmware 5.29.4 is in one of the modes on offer there
      Given the operator has configured
        | ISO 15118 mode (HLC 15118) | <mode> |
        | Free Charging              | On     |
        | Operator Current Limit [A] | 16     |
      And 60 s go by
      And the station was updated to firmware 5.29.4
      When a vehicle is plugged in at socket 1
      Then the pilot of socket 1 shows 26.7 % and nothing else for 1 min

      Examples:
        | mode               |
        | On (Encouragement) |
        | On (Force)         |
