Feature: The local network of charge points and meters
  Manual, 1.4 and 3.2: a controller that is DHCP server makes a network of its own, 172.16.23.x, for the others.

  @NET-123
  Scenario: It gives addresses from the restart on
    When the operator types without saving
      | Mode for network configuration | DHCP server |
    And the operator saves without a restart
    Then the next host that asks gets no address
    When the operator saves and restarts
    And 1 host asks for an address
    Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"

  Rule: One controller gives addresses to the others

    Background:
      Given the operator has configured
        | Mode for network configuration | DHCP server |

    @NET-128
    Scenario: It gives 172.16.23.100 to .254, each once, and then none
      When 155 hosts ask for an address
      Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"
      And the next host that asks gets no address

    @NET-125 @NET-126
    Scenario: Netmask and gateway come with the address
      When 1 host asks for an address
      Then its netmask is "255.255.255.0" and its gateway "172.16.23.1"

    @NET-129
    Scenario: The addresses from .2 to .99 are left to those with a fixed one
      When 155 hosts ask for an address
      Then none of them gets an address from "172.16.23.2" to "172.16.23.99"

    @NET-111
    Scenario: Nobody else gives addresses
      Given 1 further station
      When 2 hosts ask for an address
      Then only station 1 answers them

    @MTR-028
    Scenario: A meter whose mode is Dynamic (DHCP) gets an address of the pool
      When the meter asks for an address
      Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"

    @NET-128
    Scenario: Who had an address keeps it over a loss of power
      Given 3 hosts got an address
      And the supply was cut for 30 s
      When the same hosts ask again, the last first
      Then each of them gets the address that it had
