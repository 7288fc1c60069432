using System.Diagnostics;
using System.Net;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>
/// The customer's host as a network namespace with a cable to this one. Not a loopback: links go down, packets are lost in
/// silence, bandwidth is what it is. Nothing but the namespace can reach the cable's near end.
/// </summary>
internal sealed class TwoHosts : IDisposable
{
    /// <summary>Of this host on the cable.</summary>
    public static readonly IPAddress Here = IPAddress.Parse("10.231.77.1");

    private const string Namespace = "freehold-test";
    private const string NearEnd = "freehold-near";
    private const string FarEnd = "freehold-far";

    private TwoHosts()
    {
    }

    /// <summary>Lays the cable; null where the machine does not allow it.</summary>
    public static TwoHosts? TryMake()
    {
        // One that a killed test run left behind.
        _ = Ip("netns", "del", Namespace);
        var hosts = new TwoHosts();
        string[][] steps =
        [
            ["netns", "add", Namespace],
            ["link", "add", NearEnd, "type", "veth", "peer", "name", FarEnd, "netns", Namespace],
            ["addr", "add", $"{Here}/30", "dev", NearEnd],
            ["link", "set", NearEnd, "up"],
            ["-n", Namespace, "addr", "add", "10.231.77.2/30", "dev", FarEnd],
            ["-n", Namespace, "link", "set", FarEnd, "up"],
            ["-n", Namespace, "link", "set", "lo", "up"],
        ];
        if (Array.TrueForAll(steps, Ip))
            return hosts;

        hosts.Dispose();
        return null;
    }

    /// <summary>What to put before a program's path so that it runs on the other host.</summary>
    public static IReadOnlyList<string> OnTheOtherHost => ["ip", "netns", "exec", Namespace];

    /// <summary>Pulls the cable, or puts it in again.</summary>
    public static void PlugIn(bool isIn) => Must("-n", Namespace, "link", "set", FarEnd, isIn ? "up" : "down");

    /// <summary>Packets of the other host go to nobody, and nobody says so; or they arrive again.</summary>
    public static void LosePackets(bool lose)
    {
        if (lose)
            Must("-n", Namespace, "neigh", "replace", $"{Here}", "lladdr", "02:00:00:00:00:01", "dev", FarEnd, "nud", "permanent");
        else
            Must("-n", Namespace, "neigh", "del", $"{Here}", "dev", FarEnd);
    }

    public void Dispose()
    {
        // The cable goes with the end that is in the namespace.
        _ = Ip("netns", "del", Namespace);
        _ = Ip("link", "del", NearEnd);
    }

    private static void Must(params string[] arguments) => Assert.That(Ip(arguments), Is.True, $"ip {string.Join(' ', arguments)}");

    private static bool Ip(params string[] arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            return ip.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
