using System.Text;

namespace Freehold.Worker.Fakes;

/// <summary>Addresses in networks: of ranges that are nobody's, so a fake never is somebody's real one.</summary>
internal static class FakeAddresses
{
    /// <summary>An address in 10.0.0.0/8.</summary>
    public static void AddIpv4(FakeText fake, ref FakeDice dice)
    {
        fake.Add("10"u8);
        for (var part = 0; part < 3; part++)
            AddDecimal(fake.Add((byte)'.'), dice.Roll(256));
    }

    /// <summary>An address in 2001:db8::/32, RFC 3849.</summary>
    public static void AddIpv6(FakeText fake, ref FakeDice dice)
    {
        fake.Add("2001:db8"u8);
        for (var part = 0; part < 6; part++)
            fake.Add(Encoding.ASCII.GetBytes($":{dice.Roll(0x10000):x}"));
    }

    /// <summary>A MAC address that is locally administered and of one station, with the separators and capitals of the original.</summary>
    public static void AddMac(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        var like = original.Count((byte)'-') == 5 ? (byte)'-' : original.Length == 12 ? (byte)0 : (byte)':';
        var digits = original.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0 ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        for (var part = 0; part < 6; part++)
        {
            if (part > 0 && like != 0)
                fake.Add(like);
            var number = dice.Roll(256);
            number = part == 0 ? (number & ~1) | 2 : number;
            fake.Add(digits[number >> 4]).Add(digits[number & 15]);
        }
    }

    /// <summary>A web address under example.com, .org or .net.</summary>
    public static void AddUrl(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        fake.Add(original.StartsWith("http://"u8) ? "http://"u8 : "https://"u8)
            .AddLower(FakeEntities.Any(Vocabulary.LastNames, ref dice)).AddNumber(dice.Roll(1000), 3).Add((byte)'.')
            .Add(FakeEntities.Any(FakeEntities.Domains, ref dice)).Add((byte)'/')
            .Add(FakeEntities.Any(Vocabulary.Words, ref dice));
    }

    private static void AddDecimal(FakeText fake, int number) => fake.AddNumber(number, number > 99 ? 3 : number > 9 ? 2 : 1);
}
