// A station made with ocpp-rpc in strict mode: a session from boot to stop, and answers to what it is asked.
// Argument: the backend's URL. Standard output: one JSON object a line. Ends when its standard input does.
import { RPCClient } from 'ocpp-rpc';

const tell = (row) => process.stdout.write(JSON.stringify(row) + '\n');
const now = () => new Date().toISOString();
const client = new RPCClient({
  endpoint: process.argv[2], identity: 'RPC 1', protocols: ['ocpp1.6'], strictMode: true, reconnect: false,
});
client.on('strictValidationFailure', (event) => tell({ fault: String(event.error) }));
client.on('rpcError', (event) => tell({ fault: String(event.error) }));
client.handle('GetConfiguration', () => ({ configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }] }));
client.handle('Reset', () => ({ status: 'Rejected' }));
client.handle('RemoteStartTransaction', () => ({ status: 'Accepted' }));
await client.connect();
const call = async (action, params) => {
  try {
    const answer = await client.call(action, params);
    tell({ action, answer });
    return answer;
  } catch (error) {
    tell({ fault: `${action}: ${error.rpcErrorCode ?? ''} ${error.message}` });
    return {};
  }
};
await call('BootNotification', { chargePointVendor: 'ocpp-rpc', chargePointModel: 'example' });
await call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
await call('Heartbeat', {});
await call('Authorize', { idTag: '0a0e9b83' });
const { transactionId } = await call('StartTransaction',
  { connectorId: 1, idTag: '0a0e9b83', meterStart: 1000, timestamp: now() });
await call('MeterValues',
  { connectorId: 1, transactionId, meterValue: [{ timestamp: now(), sampledValue: [{ value: '1100' }] }] });
await call('StopTransaction', { transactionId, meterStop: 1200, timestamp: now(), reason: 'Local' });
await call('DataTransfer', { vendorId: 'nobody' });
await call('SecurityEventNotification', { type: 'StartupOfTheDevice', timestamp: now() });
tell({ action: 'everything' });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
