Feature: The pages of load management
  Manual, 7.4: the Load Management page of firmware 5.29.4, what it shows from the factory, and its notice about changes.
  Values that only a screen shows are named as such in the catalogue.

  Rule: Changes that are not in force yet are announced

    Scenario Outline: A change of <parameter> is announced until it is saved
      Given the operator is logged in
      When the operator types without saving
        | <parameter> | <value> |
      Then "Unsaved Changes" on page "<page>" reads "Reset all changes; Save; Restart"

      @DLM-102
      Examples:
        | page            | parameter                 | value |
        | Load Management | Disconnected Limit [A]    | 8     |
        | Load Management | DLM Network Id            | 3     |

      @WLL-018
      Examples:
        | page          | parameter              | value |
        | Authorization | Enable local whitelist | On    |

    @DLM-102
    Scenario: Without a change nothing is announced
      Then page "Load Management" does not show "Unsaved Changes"

    Scenario Outline: Reset all changes brings back the old value of <parameter>
      Given the operator is logged in
      When the operator types without saving
        | <parameter> | <value> |
      And the operator resets all changes
      Then "<parameter>" on page "<page>" reads "<before>"
      And page "<page>" does not show "Unsaved Changes"

      @DLM-102
      Examples:
        | page            | parameter              | value | before |
        | Load Management | Disconnected Limit [A] | 8     | 7      |

      @WLL-018
      Examples:
        | page          | parameter              | value | before |
        | Authorization | Enable local whitelist | On    | Off    |

    @DLM-102
    Scenario: What was reset is not saved later
      Given the operator is logged in
      When the operator types without saving
        | Minimum Current Limit [A] | 10 |
      And the operator resets all changes
      And the operator saves and restarts
      Then "Minimum Current Limit [A]" on page "Load Management" reads "7"

    @DLM-102
    Scenario: Once a change is saved the notice about it is gone, and the value stays
      Given the operator is logged in
      When the operator types without saving
        | Minimum Current Limit [A] | 10 |
      And the operator saves without a restart
      Then page "Load Management" does not show "Unsaved Changes"
      And "Minimum Current Limit [A]" on page "Load Management" reads "10"

    @DLM-102
    Scenario: Restart restarts the controller, and what was saved is there
      Given the operator is logged in
      When the operator types without saving
        | DLM Network Id | 3 |
      And the operator saves without a restart
      And the operator restarts the station
      Then the station restarts within 5 min
      And "DLM Network Id" on page "Load Management" reads "3"

    @DLM-102
    Scenario: Restart does not save
      Given the operator is logged in
      When the operator types without saving
        | DLM Network Id | 3 |
      And the operator restarts the station
      Then "DLM Network Id" on page "Load Management" reads "0"

  Rule: The sections of the menu

    @DLM-101
    Scenario: Six sections below Load Management
      Then the menu shows "Local, Modbus interface, SEMP interface (SMA Sunny Home Manager), EEBUS, Dynamic Load Management, ASKI over OCPP-S" below "Load Management"

    @DLM-116
    Scenario: In firmware 5.10.0 Dynamic Load Management is below Power, and HEMS is an entry of its own
      Given a station that is connected to its backend
      And the station was updated to firmware 5.10.0
      Then the menu has exactly the entries "Dashboard, Network, Backend, HEMS, Authorization, Power, System"
      And the menu has "Dynamic Load Management" below "Power", next to "Installation, Safety & Protection"

  Rule: What a master shows from the factory

    Background:
      Given the operator has configured
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |

    Scenario Outline: <parameter> is <value>
      Then "<parameter>" on page "Load Management" reads "<value>"

      @DLM-079
      Examples:
        | parameter      | value |
        | DLM Network Id | 0     |

      @DLM-081
      Examples:
        | parameter                      | value |
        | Disable Discovery Broadcasting | Off   |

      @DLM-083
      Examples:
        | parameter                 | value  |
        | DLM Algorithm Sample Rate | 30 sec |

      @DLM-085
      Examples:
        | parameter       | value |
        | Allow EV Wakeup | On    |

      @DLM-089
      Examples:
        | parameter               | value   |
        | External Input 1 Config | Disable |

      @DLM-090
      Examples:
        | parameter               | value   |
        | External Input 2 Config | Disable |

      @DLM-092
      Examples:
        | parameter                    | value |
        | Current Imbalance Prevention | Off   |

      @DLM-094
      Examples:
        | parameter                 | value |
        | Minimum Current Limit [A] | 7     |

      @DLM-095
      Examples:
        | parameter              | value |
        | Disconnected Limit [A] | 7     |

      @DLM-096
      Examples:
        | parameter  | value |
        | IT Network | Off   |

      @DLM-098
      Examples:
        | parameter                 | value |
        | Maximum Current Scheduler | Off   |

      @DLM-099
      Examples:
        | parameter      | value |
        | SEMP interface | Off   |

      @DLM-100
      Examples:
        | parameter       | value |
        | EEBus interface | Off   |

      @DLM-148
      Examples:
        | parameter                  | value |
        | Meter Digital Input Config | Off   |

    Scenario Outline: The values of a screen are taken and shown: <parameter> of <value>
      Given the operator has configured
        | <parameter> | <value> |
      Then "<parameter>" on page "Load Management" reads "<value>"

      @DLM-087
      Examples:
        | parameter                                  | value    |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20 |

      @DLM-114
      Examples:
        | parameter                 | value |
        | Minimum Current Limit [A] | 10    |

      @DLM-115
      Examples:
        | parameter              | value |
        | Disconnected Limit [A] | 8     |

    Scenario Outline: Both sub-distribution limits of <value> are taken and shown
      Given the operator has configured
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | <value> |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | <value> |
      Then "EVSE Sub-Distribution Limit (L1/L2/L3) [A]" on page "Load Management" reads "<value>"
      And "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]" on page "Load Management" reads "<value>"

      @DLM-088
      Examples:
        | value    |
        | 20/20/20 |

      @DLM-113
      Examples:
        | value       |
        | 100/100/100 |

  Rule: What External Meter Support reveals

    @DLM-142 @DLM-163
    Scenario Outline: Without External Meter Support there is no <parameter>
      Given the operator has configured
        | Dynamic Load Management - DLM Master/Slave          | DLM Master (With internal DLM-Slave) |
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A]          | 100/100/100                          |
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 100/100/100                          |
        | Minimum Current Limit [A]                           | 10                                   |
        | Disconnected Limit [A]                              | 8                                    |
      Then "External Meter Support" on page "Load Management" reads "Off"
      And page "Load Management" does not show "<parameter>"

      Examples:
        | parameter                             |
        | Meter configuration (Second)          |
        | Main Distribution Limit (L1/L2/L3) [A] |
        | External Load Headroom (L1/L2/L3) [A] |
        | External Load Fallback (L1/L2/L3) [A] |
        | External Meter Location               |

    Scenario Outline: With External Meter Support <parameter> is <value>
      Given the operator has configured
        | Dynamic Load Management - DLM Master/Slave | DLM Master (With internal DLM-Slave) |
        | External Meter Support                     | On                                   |
        | Meter configuration (Second)               | Modbus Siemens 7KM2200 (TCP)         |
        | Main Distribution Limit (L1/L2/L3) [A]     | 100/100/100                          |
        | External Meter Location                    | Including EVSE Sub-Distribution      |
      Then "<parameter>" on page "Load Management" reads "<value>"

      @DLM-150
      Examples:
        | parameter              | value |
        | External Meter Support | On    |

      @DLM-142 @DLM-151
      Examples:
        | parameter                    | value                        |
        | Meter configuration (Second) | Modbus Siemens 7KM2200 (TCP) |

      @DLM-142 @DLM-152
      Examples:
        | parameter                              | value       |
        | Main Distribution Limit (L1/L2/L3) [A] | 100/100/100 |

      @DLM-142 @DLM-153
      Examples:
        | parameter                             | value |
        | External Load Headroom (L1/L2/L3) [A] | 0/0/0 |

      @DLM-142 @DLM-157
      Examples:
        | parameter                             | value          |
        | External Load Fallback (L1/L2/L3) [A] | 9999/9999/9999 |

      @DLM-142 @DLM-162
      Examples:
        | parameter               | value                           |
        | External Meter Location | Including EVSE Sub-Distribution |
