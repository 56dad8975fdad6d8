/** Where the ports of a drill's parts are published: for this machine and for nobody else. */
export const loopback = "127.0.0.1";
