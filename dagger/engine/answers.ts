import { connect, type NetConnectOpts } from "node:net";

/** Whether somebody accepts connections at a unix socket or a TCP address within five seconds. */
export function answers(at: NetConnectOpts | string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(typeof at === "string" ? { path: at } : at);
    const end = (isAnswering: boolean) => {
      socket.destroy();
      resolve(isAnswering);
    };
    socket.setTimeout(5_000, () => end(false));
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
  });
}

/** Where a runner host is to be found on the network; undefined for the kinds that only the Dagger CLI can reach. */
export function addressOf(runnerHost: string): NetConnectOpts | undefined {
  const [, scheme, rest = ""] = /^(unix|tcp):\/\/(.+)$/.exec(runnerHost) ?? [];
  if (scheme === "unix") return { path: rest };
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(rest) ?? [];
  return scheme === "tcp" && host !== undefined ? { host, port: Number(port) } : undefined;
}
