// The widget takes no clicks for half a second after each step, so a test waits more than it computes.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

// All tests share one service and one browser of each kind; every test has its own browser profile.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.FullChromium))]
