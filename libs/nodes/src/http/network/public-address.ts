import ipaddr from 'ipaddr.js';

/** Where cloud providers serve metadata from addresses that look public: Azure's wire server. */
const METADATA = new Set(['168.63.129.16']);

/** All IPv6 addresses that are handed out as global ones (RFC 4291, 2.4; IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** RFC 6052: what a NAT64 makes of an IPv4 address; the only way out of networks that have IPv6 alone. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

function isPublicV4(ip: ipaddr.IPv4): boolean {
  return ip.range() === 'unicast' && !METADATA.has(ip.toString());
}

/** An interface id that carries an IPv4 address through a tunnel (RFC 5214). */
function isIsatap(ip: ipaddr.IPv6): boolean {
  return (ip.parts[4] === 0 || ip.parts[4] === 0x200) && ip.parts[5] === 0x5efe;
}

function isPublicV6(ip: ipaddr.IPv6): boolean {
  if (ip.isIPv4MappedAddress()) return isPublicV4(ip.toIPv4Address());
  if (ip.match(NAT64)) return isPublicV4(new ipaddr.IPv4(ip.toByteArray().slice(12)));
  return ip.match(GLOBAL_UNICAST) && ip.range() === 'unicast' && !isIsatap(ip);
}

/**
 * Whether an IP address belongs to the public internet. Loopback, private, shared (CGNAT),
 * link-local, multicast, unspecified, reserved, tunnelled (6to4, Teredo, ISATAP) and metadata
 * addresses do not, nor does anything that is no address. IPv4 within IPv6 is judged as IPv4.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  return ip instanceof ipaddr.IPv4 ? isPublicV4(ip) : isPublicV6(ip);
}
