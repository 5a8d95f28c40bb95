Feature: Certification: the status of a connector
  Manual, chapter 4: Strategy for StatusNotification state transitions, Preparing until state C (OCPP 1.6).
  State A: no vehicle. State B: a vehicle that is not ready. State C: a vehicle that takes energy.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: The strategy says when a connector counts as occupied

    Scenario Outline: <strategy>, state <vehicle>, <user>: <status>
      Given the operator has configured
        | Strategy for StatusNotification state transitions | <strategy> |
      And 60 s go by
      When <first>
      And <second>
      Then the status of connector 1 is <status>

      @BKD-080
      Examples:
        | strategy             | vehicle | user           | status    | first     | second    |
        | Occupied on Charging | A       | not authorised | Available | 5 s go by | 5 s go by |

      @BKD-081
      Examples:
        | strategy             | vehicle | user       | status    | first                                    | second    |
        | Occupied on Charging | A       | authorised | Available | card "0A0E9B83" is presented at socket 1 | 5 s go by |

      @BKD-082
      Examples:
        | strategy             | vehicle | user           | status    | first                                                           | second    |
        | Occupied on Charging | B       | not authorised | Available | a vehicle that is not ready to charge is plugged in at socket 1 | 5 s go by |

      @BKD-083
      Examples:
        | strategy             | vehicle | user       | status    | first                                                           | second                                   |
        | Occupied on Charging | B       | authorised | Preparing | a vehicle that is not ready to charge is plugged in at socket 1 | card "0A0E9B83" is presented at socket 1 |

      @BKD-084
      Examples:
        | strategy             | vehicle | user       | status   | first                               | second                                   |
        | Occupied on Charging | C       | authorised | Charging | a vehicle is plugged in at socket 1 | card "0A0E9B83" is presented at socket 1 |

      @BKD-085
      Examples:
        | strategy                       | vehicle | user           | status    | first     | second    |
        | Occupied on Authorized/Plugged | A       | not authorised | Available | 5 s go by | 5 s go by |

      @BKD-086
      Examples:
        | strategy                       | vehicle | user       | status    | first                                    | second    |
        | Occupied on Authorized/Plugged | A       | authorised | Preparing | card "0A0E9B83" is presented at socket 1 | 5 s go by |

      @BKD-087
      Examples:
        | strategy                       | vehicle | user           | status    | first                                                           | second    |
        | Occupied on Authorized/Plugged | B       | not authorised | Preparing | a vehicle that is not ready to charge is plugged in at socket 1 | 5 s go by |

      @BKD-088
      Examples:
        | strategy                       | vehicle | user       | status    | first                                                           | second                                   |
        | Occupied on Authorized/Plugged | B       | authorised | Preparing | a vehicle that is not ready to charge is plugged in at socket 1 | card "0A0E9B83" is presented at socket 1 |

      @BKD-089
      Examples:
        | strategy                       | vehicle | user       | status   | first                               | second                                   |
        | Occupied on Authorized/Plugged | C       | authorised | Charging | a vehicle is plugged in at socket 1 | card "0A0E9B83" is presented at socket 1 |

    @BKD-086
    Scenario: The strategy is for connector 2 too
      Given the operator has configured
        | Strategy for StatusNotification state transitions | Occupied on Authorized/Plugged |
      And 60 s go by
      When card "0A0E9B83" is presented at socket 2
      And 5 s go by
      Then the status of connector 2 is Preparing

  Rule: Whether Charging begins with state B or C is configurable

    Scenario Outline: Preparing until state C <setting>: in state B an authorised vehicle shows as <status>
      Given the operator has configured
        | Preparing until state C (OCPP 1.6) | <setting> |
      And 60 s go by
      And card "0A0E9B83" was presented at socket 1
      When a vehicle that is not ready to charge is plugged in at socket 1
      And 60 s go by
      Then the status of connector 1 is <status>

      @BKD-090
      Examples:
        | setting | status    |
        | On      | Preparing |

      @BKD-091
      Examples:
        | setting | status   |
        | Off     | Charging |

    Scenario Outline: Preparing until state C <setting>: in state C it shows as Charging
      Given the operator has configured
        | Preparing until state C (OCPP 1.6) | <setting> |
      And 60 s go by
      And card "0A0E9B83" was presented at socket 1
      And a vehicle that is not ready to charge is plugged in at socket 1
      And 60 s go by
      When the vehicle at socket 1 becomes ready to charge
      Then the status of connector 1 is Charging

      @BKD-090
      Examples:
        | setting |
        | On      |

      @BKD-091
      Examples:
        | setting |
        | Off     |
