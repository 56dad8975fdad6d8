/** Clusters that are created at once, per processor: kind gives up on nodes that boot too slowly. */
export const clustersPerProcessor = 2;
