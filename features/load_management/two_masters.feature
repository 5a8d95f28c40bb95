Feature: Two masters of one network
  The manual knows one master for each DLM Network Id. It does not say what happens with two; no limit is exceeded (D-DLM-32).
  Of two of ours the one with the lower address leads: station 1 (docs/dlm-protocol.md).

  Rule: Both stand at one sub-distribution

    Background:
      Given a site with 40 A on each phase and these stations
        | station | role   |
        | 1       | master |
        | 2       | master |
        | 3       | slave  |

    @DLM-062
    Scenario: One leads, and the sockets of the other take part
      When a car is plugged in at 1, 2 and 3
      Then no phase has carried more than 40 A for 3 min
      And the offers to 1, 2 and 3 add up to 34 A to 40 A
      And the dashboard of station 1 lists 2 connected slaves and 0 missing

    @DLM-062 @DLF-001
    Scenario: The one that leads is switched off: the others fall back, and nobody takes its place by himself
      Given cars charge at 2 and 3
      When the supply of station 1 fails
      Then within 2 min the cars are offered
        | 2 | 7 A |
        | 3 | 7 A |
      And for 5 min the cars at 2 and 3 are offered the same
      When station 2 is restarted
      Then no phase has carried more than 40 A for 2 min
      And the offers to 2 and 3 add up to 36 A to 40 A

    @DLM-062 @DLF-020
    Scenario: The one that leads is cut off, and goes on sharing out among its own sockets
      Given cars charge at 1, 1/2, 2 and 3
      When the network cable of station 1 is pulled out
      Then no phase has carried more than 40 A for 5 min

    @DLM-062 @DLF-022
    Scenario: One comes back while the other shares out
      Given the supply of station 1 has failed for 70 s
      And station 2 was restarted
      And cars charge at 2 and 3
      When the supply of station 1 comes back
      And a car is plugged in at 1
      Then no phase has carried more than 40 A for 4 min
      And the offers to 1, 2 and 3 add up to 34 A to 40 A

  Rule: What they do not know of each other

    @DLM-062
    Scenario: They do not hear each other, and a slave does
      Given a site with 40 A on each phase and these stations
        | station | role   |
        | 1       | master |
        | 2       | slave  |
        | 3       | slave  |
      And cars charge at 1 and 3
      And stations 1 and 2 do not hear each other
      When the role of station 2 is set to master and saved
      And station 2 is restarted
      And a car is plugged in at 2
      Then no phase has carried more than 40 A for 4 min

    @DLM-062
    Scenario: What the one assigned still holds when the other begins to lead
      Given a site with 40 A on each phase and these stations
        | station | role   | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] |
        | 1       | none   | 40/40/40                                   | 40/40/40                                            |
        | 2       | master |                                            |                                                     |
        | 3       | slave  |                                            |                                                     |
      And cars charge at 3 and 3/2
      When the datagrams of station 3 are 22 s under way
      And the role of station 1 is set to master and saved
      And station 1 is restarted
      And a car is plugged in at 1
      Then no phase has carried more than 40 A for 4 min

    @DLM-062
    Scenario: A slave of the one is cut off when the other begins to lead: what it takes on its own is known
      Given a site with 40 A on each phase and these stations
        | station | role   | Disconnected Limit [A] | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] |
        | 1       | none   |                        | 40/40/40                                   | 40/40/40                                            |
        | 2       | master |                        |                                            |                                                     |
        | 3       | slave  | 8                      |                                            |                                                     |
      And cars charge at 3
      When the role of station 1 is set to master and saved
      And station 1 is restarted
      And the network cable of station 3 is pulled out
      And a car is plugged in at 1 and 1/2
      Then no phase has carried more than 40 A for 4 min
      And the cars are offered
        | 3 | 8 A |

    @DLM-062
    Scenario: Of two limits the lower holds
      Given a site with 40 A on each phase and these stations
        | station | role   | EVSE Sub-Distribution Limit (L1/L2/L3) [A] |
        | 1       | master |                                            |
        | 2       | master | 20/20/20                                   |
      When a car is plugged in at 1 and 2
      Then no phase has carried more than 20 A for 3 min
      And the offers to 1 and 2 add up to 16 A to 20 A
