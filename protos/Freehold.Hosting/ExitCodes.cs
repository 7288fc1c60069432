namespace Freehold.Hosting;

/// <summary>What the services of Freehold exit with. Numbers are those of sysexits.h, as service managers know them.</summary>
public static class ExitCodes
{
    /// <summary>Stopped in good order.</summary>
    public const int Ok = 0;

    /// <summary>Something the program needs is not there, for example its database. A later start may succeed.</summary>
    public const int Unavailable = 69;

    /// <summary>The configuration is wrong. Starting again changes nothing.</summary>
    public const int Configuration = 78;
}
